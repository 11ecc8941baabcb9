<?php

$redis = new Redis();
$redis->connect('localhost', 6380);
$redis->setOption(Redis::OPT_READ_TIMEOUT, 15);

$redis->rPushx('topics:greetings', 'hello there!');

$redis->client('setname', 'myapp:worker-1');
$reply = $redis->rawCommand('BLPOP', 'topics:greetings', 10);
if ($reply) {
    [, $topic, , $partition, , $offset, , $value] = $reply;
    echo "$topic/$partition/$offset: $value\n";
    $redis->rPush('acks', "$topic:$partition:$offset");
} else {
    echo "no message within 10 seconds\n";
}

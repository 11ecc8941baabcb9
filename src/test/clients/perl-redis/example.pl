#!/usr/bin/perl
use v5.24;
use warnings;
use Redis;

my $redis = Redis->new(server => 'localhost:6380', name => 'myapp:worker-1', reconnect => 20);

$redis->rpushx('topics:greetings', 'hello there!');

my $reply = $redis->blpop('topics:greetings', 10);
if ($reply) {
    my %message = @$reply;
    say "$message{topic}/$message{partition}/$message{offset}: $message{value}";
    $redis->rpush('acks', "$message{topic}:$message{partition}:$message{offset}");
}
else {
    say 'no message within 10 seconds';
}
$redis->quit;

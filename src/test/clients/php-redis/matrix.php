<?php

// Tries everything that ../README.md lists with phpredis.

declare(strict_types=1);

const MESSAGES = 1000;
const BATCH = 100;

function check(bool $isRight, string $message): void
{
    if (!$isRight) {
        fwrite(STDERR, "phpredis: $message\n");
        exit(1);
    }
}

function expect(string $what, mixed $expected, mixed $actual): void
{
    check($actual === $expected, sprintf('%s: expected %s, got %s', $what, json($expected), json($actual)));
}

function json(mixed $value): string
{
    return json_encode($value, JSON_INVALID_UTF8_SUBSTITUTE);
}

/** Even messages have a key with a colon in it, odd ones have none. */
function keyOf(int $number): ?string
{
    return $number % 2 === 0 ? 'user:' . intdiv($number, 2) % 10 : null;
}

/** Any bytes pass, with line ends and all. */
function valueOf(int $number): string
{
    return $number . ' ' . (keyOf($number) ?? '-') . " \xff\x00\r\n";
}

function connect(string $host, int $port): Redis
{
    $redis = new Redis();
    $redis->connect($host, $port, 5);
    $redis->setOption(Redis::OPT_READ_TIMEOUT, 30);
    return $redis;
}

/** A connection from the pool, to which it goes back as the object ends. */
function borrow(string $host, int $port): Redis
{
    $redis = new Redis();
    $redis->pconnect($host, $port, 5);
    return $redis;
}

function setName(Redis $redis, string $name): void
{
    expect('CLIENT SETNAME', true, $redis->client('setname', $name));
    expect('CLIENT GETNAME', $name, $redis->client('getname'));
}

function connectConsumer(string $host, int $port, string $name): Redis
{
    $consumer = connect($host, $port);
    setName($consumer, $name);
    return $consumer;
}

/**
 * The partition and value of the next message, now acknowledged; null if there is none in time. By a raw command, since
 * blPop leaves the type in front of the integers, ":0".
 */
function pop(Redis $consumer, string $topic, int $seconds): ?array
{
    $reply = $consumer->rawCommand('BLPOP', "topics:$topic", $seconds);
    if ($reply === []) {
        return null;
    }
    expect('elements of BLPOP', 8, count($reply));
    [$topicName, $topicOfReply, $partitionName, $partition, $offsetName, $offset, $valueName, $value] = $reply;
    expect('names in BLPOP', ['topic', 'partition', 'offset', 'value'], [$topicName, $partitionName, $offsetName, $valueName]);
    expect('topic in BLPOP', $topic, $topicOfReply);
    check(is_int($partition) && is_int($offset), 'BLPOP: expected two integers, got ' . json([$partition, $offset]));
    expect('RPUSH acks', 1, $consumer->rPush('acks', "$topic:$partition:$offset"));
    return [$partition, $value];
}

function expectOnly(Redis $consumer, string $topic, string $value): void
{
    expect('BLPOP', $value, pop($consumer, $topic, 20)[1] ?? null);
    expect('BLPOP with nothing left', null, pop($consumer, $topic, 1));
}

/** Repeats what fails while there is no server. */
function retry(callable $command): mixed
{
    $start = microtime(true);
    while (true) {
        try {
            return $command();
        } catch (RedisException $e) {
            check(microtime(true) - $start < 20, 'after the restart: ' . $e->getMessage());
            usleep(100_000);
        }
    }
}

/** Four connections at the same time, which go back into the pool. */
function pool(string $host, int $port): void
{
    $ids = [];
    $clients = [];
    for ($i = 0; $i < 4; $i++) {
        $clients[] = borrow($host, $port);
        $ids[] = $clients[$i]->rawCommand('CLIENT', 'ID');
    }
    foreach ($clients as $i => $client) {
        expect('ECHO', "text $i", $client->echo("text $i"));
    }
    expect('different connections', 4, count(array_unique($ids)));
    unset($clients, $client);
    $id = borrow($host, $port)->rawCommand('CLIENT', 'ID');
    check(in_array($id, $ids, true), 'CLIENT ID: expected one of ' . json($ids) . ", got $id");
}

/**
 * With this setting, on by default, a pooled connection ECHOes before it is given out. The pool's four connections have
 * not outlived the restart.
 */
function health(string $host, int $port): void
{
    expect('echo_check_liveness', '1', ini_get('redis.pconnect.echo_check_liveness'));
    for ($i = 0; $i < 4; $i++) {
        expect('PING', true, borrow($host, $port)->ping());
    }
}

function produce(Redis $redis, string $topic): void
{
    for ($first = 0; $first < MESSAGES; $first += BATCH) {
        $pipeline = $redis->pipeline();
        for ($number = $first; $number < $first + BATCH; $number++) {
            $key = keyOf($number);
            $pipeline->rPushx($key ? "topics:$topic:$key" : "topics:$topic", valueOf($number));
        }
        expect('pipeline of RPUSHX', array_fill(0, BATCH, 1), $pipeline->exec());
    }
    expect('DUMP', 0, $redis->rawCommand('DUMP', 10_000));
}

function consume(Redis $consumer, string $topic): void
{
    $numbers = $lastOf = $partitionOf = [];
    for ($count = 0; $count < MESSAGES; $count++) {
        $popped = pop($consumer, $topic, 20);
        check($popped !== null, 'BLPOP: expected ' . MESSAGES . " messages, got $count");
        [$partition, $value] = $popped;
        $number = (int) $value;
        expect('message', valueOf($number), $value);
        $numbers[] = $number;
        $key = keyOf($number);
        if ($key !== null) {
            check($number > ($lastOf[$key] ?? -1), "$key: $number came after " . ($lastOf[$key] ?? 'nothing'));
            $lastOf[$key] = $number;
            expect("partition of $key", $partitionOf[$key] ??= $partition, $partition);
        }
    }
    sort($numbers);
    expect('numbers of the messages', range(0, MESSAGES - 1), $numbers);
}

/** phpredis connects again by itself, but does not know the connection's name. */
function restart(Redis $redis, Redis $consumer, string $name, string $topic): void
{
    echo "restart\n";
    check(fgets(STDIN) !== false, 'restart: expected a line, got the end of the input');
    expect('PING', true, retry(fn () => $redis->ping()));
    expect('RPUSHX', 1, $redis->rPushx("topics:$topic", 'restarted'));
    expect('DUMP', 0, $redis->rawCommand('DUMP', 10_000));
    retry(fn () => setName($consumer, $name));
    expectOnly($consumer, $topic, 'restarted');
}

function main(string $host, int $port, string $topic, string $group): void
{
    echo 'version ', phpversion('redis'), "\nprotocol 2\n";
    $redis = connect($host, $port);
    expect('PING', true, $redis->ping());
    echo "ok connect\n";
    setName($redis, 'label');
    echo "ok name\n";
    pool($host, $port);
    echo "ok pool\n";
    produce($redis, $topic);
    echo "ok produce\n";

    $name = "$group:phpredis";
    $consumer = connectConsumer($host, $port, $name);
    consume($consumer, $topic);
    echo "ok consume\n";
    expect('BLPOP with nothing left', null, pop($consumer, $topic, 1));
    echo "ok timeout\n";

    expect('close', true, $consumer->close());
    expect('RPUSHX', 1, $redis->rPushx("topics:$topic", 'again'));
    $consumer = connectConsumer($host, $port, $name);
    expectOnly($consumer, $topic, 'again');
    echo "ok again\n";

    restart($redis, $consumer, $name, $topic);
    echo "ok restart\n";
    health($host, $port);
    echo "ok health\n";
}

check($argc === 6, 'usage: php matrix.php <host> <port> <protocol> <topic> <group>');
try {
    main($argv[1], (int) $argv[2], $argv[4], $argv[5]);
} catch (RedisException $e) {
    check(false, (string) $e);
}

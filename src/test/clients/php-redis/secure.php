<?php

// Does over TLS, as users of an aclfile, what it is told: ../README.md.

function connect(): array
{
    // docs/clients.md {
    $tls = [
        'stream' => [
            'cafile' => 'ca.pem',
            'local_cert' => 'client.pem',
            'local_pk' => 'client.key',
        ],
    ];
    $producer = new Redis();
    $producer->connect('tls://localhost', 6380, 5, null, 0, 0, $tls);
    $producer->auth(['alice', 'alice-secret']);

    $consumer = new Redis();
    $consumer->connect('tls://localhost', 6380, 5, null, 0, 0, $tls);
    $consumer->auth(['bob', 'bob-secret']);
    $consumer->client('setname', 'myapp:worker-1');
    $consumer->setOption(Redis::OPT_READ_TIMEOUT, 30);
    // docs/clients.md }
    return ['producer' => $producer, 'consumer' => $consumer];
}

// Warnings tell why there is no connection: the exception does not.
set_error_handler(function (int $level, string $message): bool {
    throw new ErrorException($message);
});
$clients = [];
while (($line = fgets(STDIN)) !== false) {
    $words = explode(' ', trim($line));
    $who = array_shift($words);
    try {
        if ($who === 'connect') {
            foreach ($clients as $client) {
                $client->close();
            }
            $clients = connect();
            $answer = 'ok';
        } else {
            $client = $clients[$who];
            $client->clearLastError();
            $reply = $client->rawCommand(...$words);
            $error = $client->getLastError();
            $reply = is_bool($reply) ? ($reply ? 'OK' : '') : $reply;
            $answer = $error === null ? trim('ok ' . implode(' ', (array) $reply)) : "error $error";
        }
    } catch (RedisException | ErrorException $e) {
        $answer = 'error ' . $e->getMessage();
    }
    echo strtr($answer, "\n", ' '), "\n";
}

"""Tries what ../README.md says, with redis-py.

Usage: matrix.py <host> <port> <default|2|3> <topic> <group>
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

COUNT = 1000
BATCH = 100


def check(condition, message):
    if not condition:
        sys.exit("redis-py: " + message)


def expect(what, expected, actual):
    check(actual == expected, f"{what}: expected {expected!r}, got {actual!r}")


def key_of(number):
    return f"user:{number // 2 % 10}" if number % 2 == 0 else None


def message(number):
    return f"{number} {key_of(number) or '-'}".encode() + b" \xff\x00\r\n"


class Consumer:
    """A consumer needs one connection for itself, which redis-py's pool does not promise without this flag."""

    def __init__(self, server, topic, group):
        self.topic = topic
        name = f"{group}:redis-py"
        self.client = redis.Redis(
            **server,
            client_name=name,
            single_connection_client=True,
            # Otherwise the command that finds the connection closed fails, and only the next one connects again.
            retry=Retry(ExponentialBackoff(cap=1, base=0.05), retries=8),
            retry_on_error=[redis.ConnectionError],
        )
        expect("CLIENT GETNAME", name.encode(), self.client.execute_command("CLIENT", "GETNAME"))

    def close(self):
        # close() would give the connection back to the pool, where it stays open and keeps its name.
        self.client.connection_pool.disconnect()

    def pop(self, seconds):
        """The partition and value of the next message, now acknowledged; None if there is none in time."""
        reply = self.client.blpop(f"topics:{self.topic}", timeout=seconds)
        if reply is None:
            return None
        expect("elements of BLPOP's reply", 8, len(reply))
        expect("names in BLPOP's reply", [b"topic", b"partition", b"offset", b"value"], list(reply[::2]))
        topic, partition, offset, value = reply[1::2]
        expect("topic in BLPOP's reply", self.topic.encode(), topic)
        expect("RPUSH acks", 1, self.client.rpush("acks", f"{self.topic}:{partition}:{offset}"))
        return partition, value

    def expect_message(self, what, value):
        popped = self.pop(20)
        check(popped, f"{what} did not come")
        expect(what, value, popped[1])

    def expect_none(self):
        expect("BLPOP with nothing left", None, self.pop(1))


def connect(server):
    with redis.Redis(**server) as client:
        expect("PING", True, client.ping())
        hello = client.execute_command("HELLO")
        hello = hello if isinstance(hello, dict) else dict(zip(hello[::2], hello[1::2]))
        print("version", redis.__version__)
        print("protocol", hello[b"proto"])


def name(server):
    with redis.Redis(**server, client_name="a-label") as client:
        expect("CLIENT GETNAME", "a-label", client.client_getname())


def pool(server):
    connections = redis.BlockingConnectionPool(**server, max_connections=4, timeout=20)
    client = redis.Redis(connection_pool=connections)
    together = Barrier(4, timeout=20)

    def echo(number):
        together.wait()
        return client.echo(f"text {number}")

    with ThreadPoolExecutor(4) as threads:
        echoes = list(threads.map(echo, range(4)))
    expect("ECHO of four threads", [f"text {number}".encode() for number in range(4)], echoes)
    connections.disconnect()


def produce(server, topic):
    with redis.Redis(**server, single_connection_client=True) as client:
        for start in range(0, COUNT, BATCH):
            pipeline = client.pipeline(transaction=False)
            for number in range(start, start + BATCH):
                key = key_of(number)
                pipeline.rpushx(f"topics:{topic}:{key}" if key else f"topics:{topic}", message(number))
            expect("pipeline of RPUSHX", [1] * BATCH, pipeline.execute())
        expect("DUMP", 0, client.execute_command("DUMP", 10_000))


def consume(consumer):
    numbers, last_of, partition_of = [], {}, {}
    for count in range(COUNT):
        popped = consumer.pop(20)
        check(popped, f"only {count} of {COUNT} messages came")
        partition, value = popped
        number = int(value.split()[0])
        expect("message", message(number), value)
        numbers.append(number)
        key = key_of(number)
        if key:
            check(number > last_of.get(key, -1), f"of {key}, message {number} came after {last_of.get(key)}")
            last_of[key] = number
            expect(f"partition of {key}", partition_of.setdefault(key, partition), partition)
    expect("numbers of the messages", list(range(COUNT)), sorted(numbers))


def again(server, topic, group):
    with redis.Redis(**server) as client:
        expect("RPUSHX", 1, client.rpushx(f"topics:{topic}", "again"))
    consumer = Consumer(server, topic, group)
    consumer.expect_message("the message after the reconnection", b"again")
    consumer.expect_none()
    return consumer


def restart(client, consumer, topic):
    expect("PING before the restart", True, client.ping())
    print("restart")
    check(sys.stdin.readline(), "the server did not come back")
    deadline = time.monotonic() + 20
    while not answers(client):
        check(time.monotonic() < deadline, "PING was not answered within 20 s")
        time.sleep(0.05)
    expect("RPUSHX after the restart", 1, client.rpushx(f"topics:{topic}", "restarted"))
    expect("DUMP after the restart", 0, client.execute_command("DUMP", 10_000))
    consumer.expect_message("the message after the restart", b"restarted")


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def health(server):
    """A connection that has not been used for the interval is tested by PING, before the next command."""
    with redis.Redis(**server, health_check_interval=1, single_connection_client=True) as client:
        for text in b"before", b"after":
            expect("ECHO", text, client.echo(text))
            time.sleep(1.1)


def main(host, port, protocol, topic, group):
    server = {"host": host, "port": int(port)}
    if protocol != "default":
        server["protocol"] = int(protocol)
    sys.stdout.reconfigure(line_buffering=True)
    connect(server)
    print("ok connect")
    name(server)
    print("ok name")
    pool(server)
    print("ok pool")
    produce(server, topic)
    print("ok produce")
    consumer = Consumer(server, topic, group)
    consume(consumer)
    print("ok consume")
    consumer.expect_none()
    print("ok timeout")
    consumer.close()
    consumer = again(server, topic, group)
    print("ok again")
    with redis.Redis(**server) as client:
        restart(client, consumer, topic)
    consumer.close()
    print("ok restart")
    health(server)
    print("ok health")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])

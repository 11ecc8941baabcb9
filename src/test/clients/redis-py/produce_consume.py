"""Produces and consumes through rafka with redis-py.

Usage: produce_consume.py <host> <port> <topic> <group>
"""

import sys
import time

import redis

COUNT = 200
BATCH = 100


def check(condition, message):
    if not condition:
        sys.exit("redis-py: " + message)


def expect(what, expected, actual):
    check(actual == expected, f"{what}: expected {expected!r}, got {actual!r}")


def key_of(number):
    """The keys have a colon in them. Odd messages have none."""
    return f"user:{number // 2 % 10}" if number % 2 == 0 else None


def message(number):
    """Bytes that are not UTF-8 pass through unchanged, line ends and all."""
    return f"{number} {key_of(number)}".encode() + b" \xff\x00\r\n"


def produce(host, port, topic):
    with redis.Redis(host, port) as client:
        for start in range(0, COUNT, BATCH):
            pipeline = client.pipeline(transaction=False)
            for number in range(start, start + BATCH):
                key = key_of(number)
                pipeline.rpushx(f"topics:{topic}:{key}" if key else f"topics:{topic}", message(number))
            expect("pipeline of RPUSHX", [1] * BATCH, pipeline.execute())
        expect("DUMP", 0, client.execute_command("DUMP", 10_000))


class Consumer:
    """A consumer needs one connection for itself, which redis-py's pool does not promise without this flag."""

    def __init__(self, host, port, topic, group):
        self.topic = topic
        self.client = redis.Redis(host, port, single_connection_client=True)
        expect("CLIENT SETNAME", True, self.client.client_setname(f"{group}:redis-py"))
        expect("CLIENT GETNAME", f"{group}:redis-py", self.client.client_getname())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # close() would give the connection back to the pool, where it stays open and keeps its name.
        expect("QUIT", True, self.client.quit())

    def pop(self, seconds):
        """The partition and value of the next message, now acknowledged; None if there is none in time."""
        reply = self.client.blpop(f"topics:{self.topic}", timeout=seconds)
        if reply is None:
            return None
        expect("elements of BLPOP's reply", 8, len(reply))
        expect("names in BLPOP's reply", (b"topic", b"partition", b"offset", b"value"), tuple(reply[::2]))
        topic, partition, offset, value = reply[1::2]
        expect("topic in BLPOP's reply", self.topic.encode(), topic)
        expect("RPUSH acks", 1, self.client.rpush("acks", f"{self.topic}:{partition}:{offset}"))
        return partition, value

    def expect_none(self):
        start = time.monotonic()
        expect("BLPOP with nothing left", None, self.pop(1))
        check(time.monotonic() - start > 0.9, "BLPOP did not wait for a second")


def check_messages(consumer):
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


def main(host, port, topic, group):
    port = int(port)
    with redis.Redis(host, port) as client:
        expect("PING", True, client.ping())
        check(f"topics:{topic}".encode() in client.keys("topics:"), f"KEYS topics: does not name topics:{topic}")

    produce(host, port, topic)
    with Consumer(host, port, topic, group) as consumer:
        check_messages(consumer)
        consumer.expect_none()

    # The same consumer again: what is acknowledged does not come again, only what is new.
    with redis.Redis(host, port) as client:
        expect("RPUSHX", 1, client.rpushx(f"topics:{topic}:key", "the last"))
    with Consumer(host, port, topic, group) as consumer:
        popped = consumer.pop(20)
        check(popped, "the message after the reconnection did not come")
        expect("the message after the reconnection", b"the last", popped[1])
        consumer.expect_none()


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])

// Produces and consumes through rafka with ioredis, with its default options: it asks INFO before it is ready.
// Usage: node produce_consume.js <host> <port> <topic> <group>
"use strict";

const assert = require("node:assert/strict");
const Redis = require("ioredis");

const COUNT = 200;
const BATCH = 100;

const range = (start, end) => Array.from({ length: end - start }, (_, i) => start + i);
// The keys have a colon in them. Odd messages have none.
const keyOf = (number) => (number % 2 === 0 ? `user:${(number / 2) % 10}` : undefined);
const message = (number) => `${number} ${keyOf(number)} \u{1f600}\r\n`;

function connect(server) {
  const client = new Redis(server);
  // Without this, ioredis tries for ever to connect again.
  client.on("error", (error) => {
    console.error("ioredis:", error);
    process.exit(1);
  });
  return client;
}

async function produce(client, topic) {
  for (let start = 0; start < COUNT; start += BATCH) {
    const pipeline = client.pipeline();
    for (const number of range(start, start + BATCH)) {
      const key = keyOf(number);
      pipeline.rpushx(key ? `topics:${topic}:${key}` : `topics:${topic}`, message(number));
    }
    assert.deepEqual(await pipeline.exec(), Array(BATCH).fill([null, 1]), "pipeline of RPUSHX");
  }
  assert.equal(await client.call("DUMP", 10_000), 0, "DUMP");
}

/** A consumer on a connection of its own. */
class Consumer {
  static async open(server, topic, group) {
    const consumer = new Consumer();
    consumer.topic = topic;
    consumer.client = connect(server);
    assert.equal(await consumer.client.client("SETNAME", `${group}:ioredis`), "OK", "CLIENT SETNAME");
    assert.equal(await consumer.client.client("GETNAME"), `${group}:ioredis`, "CLIENT GETNAME");
    return consumer;
  }

  /** The partition and value of the next message, now acknowledged; null if there is none in time. */
  async pop(seconds) {
    const reply = await this.client.blpop(`topics:${this.topic}`, seconds);
    if (reply === null) {
      return null;
    }
    const [, topic, , partition, , offset, , value] = reply;
    assert.deepEqual(reply, ["topic", this.topic, "partition", partition, "offset", offset, "value", value]);
    assert.equal(await this.client.rpush("acks", `${topic}:${partition}:${offset}`), 1, "RPUSH acks");
    return { partition, value };
  }

  async expectNone() {
    const start = performance.now();
    assert.equal(await this.pop(1), null, "BLPOP with nothing left");
    assert.ok(performance.now() - start > 900, "BLPOP did not wait for a second");
  }

  close() {
    return this.client.quit();
  }
}

async function checkMessages(consumer) {
  const numbers = [];
  const lastOf = new Map();
  const partitionOf = new Map();
  while (numbers.length < COUNT) {
    const popped = await consumer.pop(20);
    assert.ok(popped, `only ${numbers.length} of ${COUNT} messages came`);
    const number = parseInt(popped.value, 10);
    assert.equal(popped.value, message(number));
    numbers.push(number);
    const key = keyOf(number);
    if (key) {
      const last = lastOf.get(key) ?? -1;
      assert.ok(number > last, `of ${key}, message ${number} came after ${last}`);
      lastOf.set(key, number);
      assert.equal(popped.partition, partitionOf.get(key) ?? popped.partition, `partition of ${key}`);
      partitionOf.set(key, popped.partition);
    }
  }
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    range(0, COUNT),
    "numbers of the messages",
  );
}

async function main(host, port, topic, group) {
  const server = { host, port: Number(port) };
  const client = connect(server);
  assert.equal(await client.ping(), "PONG", "PING");
  const keys = await client.keys("topics:");
  assert.ok(keys.includes(`topics:${topic}`), `KEYS topics: does not name topics:${topic}`);
  await produce(client, topic);

  let consumer = await Consumer.open(server, topic, group);
  await checkMessages(consumer);
  await consumer.expectNone();
  await consumer.close();

  // The same consumer again: what is acknowledged does not come again, only what is new.
  assert.equal(await client.rpushx(`topics:${topic}:key`, "the last"), 1, "RPUSHX");
  consumer = await Consumer.open(server, topic, group);
  const last = await consumer.pop(20);
  assert.equal(last?.value, "the last", "the message after the reconnection");
  await consumer.expectNone();
  await consumer.close();
  await client.quit();
}

if (process.argv.length !== 6) {
  console.error("usage: node produce_consume.js <host> <port> <topic> <group>");
  process.exit(2);
}
main(...process.argv.slice(2)).catch((error) => {
  console.error("ioredis:", error);
  process.exit(1);
});

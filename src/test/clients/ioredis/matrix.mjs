// The matrix program of every major version of ioredis: ../README.md says what it does. The folders of the versions run
// it with the library of their own.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const COUNT = 1000;
const BATCH = 100;
const NOT_TEXT = Buffer.from("20ff000d0a", "hex");

const range = (start, end) => Array.from({ length: end - start }, (_, i) => start + i);
const keyOf = (number) => (number % 2 === 0 ? `user:${(number / 2) % 10}` : undefined);
const valueOf = (number) => Buffer.concat([Buffer.from(`${number} ${keyOf(number) ?? "-"}`), NOT_TEXT]);

/** What became of the promise; an error after so many seconds. */
async function within(seconds, what, promise) {
  const timer = new AbortController();
  const limit = sleep(seconds * 1000, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: not done in ${seconds} s`);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    timer.abort();
  }
}

async function step(name, seconds, action) {
  await within(seconds, name, action());
  console.log(`ok ${name}`);
}

class Matrix {
  // While the server restarts, the clients say that they cannot connect. At any other time nothing may go wrong.
  #restarting = false;

  /** Options are those that choose the protocol, the client is the last part of the consumer's name. */
  constructor(Redis, options, client, [host, port, , topic, group]) {
    this.Redis = Redis;
    this.options = { host, port: Number(port), ...options };
    this.topic = topic;
    this.consumerName = `${group}:${client}`;
  }

  connect(options) {
    const client = new this.Redis({ ...this.options, ...options });
    client.on("error", (error) => {
      if (!this.#restarting) {
        fail(error);
      }
    });
    return client;
  }

  async run() {
    await step("connect", 20, async () => {
      this.producer = this.connect();
      assert.equal(await this.producer.ping(), "PONG", "PING");
      const hello = await this.producer.hello();
      console.log(`protocol ${hello[hello.indexOf("proto") + 1]}`);
    });
    await step("name", 20, () => this.name());
    console.log("skip pool one connection carries all commands");
    await step("produce", 60, () => this.produce());
    await step("consume", 120, () => this.consume());
    await step("timeout", 20, () => this.expectNone());
    await step("again", 60, () => this.again());
    await step("restart", 180, () => this.restart());
    await step("health", 20, () => this.health());
    await this.consumer.quit();
    await this.producer.quit();
  }

  async name() {
    const client = this.connect({ connectionName: "label" });
    assert.equal(await client.client("GETNAME"), "label", "CLIENT GETNAME");
    await client.quit();
  }

  async produce() {
    for (let start = 0; start < COUNT; start += BATCH) {
      const pipeline = this.producer.pipeline();
      for (const number of range(start, start + BATCH)) {
        const key = keyOf(number);
        pipeline.rpushx(key ? `topics:${this.topic}:${key}` : `topics:${this.topic}`, valueOf(number));
      }
      assert.deepEqual(await pipeline.exec(), Array(BATCH).fill([null, 1]), "pipeline of RPUSHX");
    }
    assert.equal(await this.producer.call("DUMP", 10_000), 0, "DUMP");
  }

  async produceOne(value) {
    assert.equal(await this.producer.rpushx(`topics:${this.topic}`, value), 1, "RPUSHX");
    assert.equal(await this.producer.call("DUMP", 10_000), 0, "DUMP");
  }

  async openConsumer() {
    this.consumer = this.connect({ connectionName: this.consumerName });
    assert.equal(await this.consumer.client("GETNAME"), this.consumerName, "CLIENT GETNAME");
  }

  /** The next message, not yet acknowledged; null if there is none in time. */
  async pop(seconds) {
    const reply = await this.consumer.blpopBuffer(`topics:${this.topic}`, seconds);
    if (reply === null) {
      return null;
    }
    const [, , , partition, , offset, , value] = reply;
    assert.ok(Number.isInteger(partition) && Number.isInteger(offset), `BLPOP's partition or offset: ${reply}`);
    assert.deepEqual(
      reply.map((element) => (Buffer.isBuffer(element) ? element.toString("latin1") : element)),
      ["topic", this.topic, "partition", partition, "offset", offset, "value", value.toString("latin1")],
      "BLPOP",
    );
    return { partition, offset, value };
  }

  async acknowledge({ partition, offset }) {
    assert.equal(await this.consumer.rpush("acks", `${this.topic}:${partition}:${offset}`), 1, "RPUSH acks");
  }

  async consume() {
    await this.openConsumer();
    const numbers = [];
    const lastOf = new Map();
    while (numbers.length < COUNT) {
      const message = await this.pop(20);
      assert.ok(message, `BLPOP: no message in 20 s, after ${numbers.length} of ${COUNT}`);
      await this.acknowledge(message);
      const number = parseInt(message.value.toString("latin1"), 10);
      assert.deepEqual(message.value, valueOf(number), "value of a message");
      numbers.push(number);
      const key = keyOf(number);
      if (key) {
        const last = lastOf.get(key) ?? { number: -1, partition: message.partition };
        assert.ok(number > last.number, `of ${key}, message ${number} came after ${last.number}`);
        assert.equal(message.partition, last.partition, `partition of ${key}`);
        lastOf.set(key, { number, partition: message.partition });
      }
    }
    numbers.sort((a, b) => a - b);
    assert.deepEqual(numbers, range(0, COUNT), "numbers of the messages");
  }

  async expectOne(value, message) {
    assert.ok(message, `BLPOP: no message in 20 s, expected ${value}`);
    assert.equal(message.value.toString("latin1"), value, "BLPOP");
    await this.acknowledge(message);
  }

  async expectNone() {
    const start = performance.now();
    assert.equal(await this.pop(1), null, "BLPOP with nothing left");
    assert.ok(performance.now() - start > 900, "BLPOP did not wait for a second");
  }

  async again() {
    await this.consumer.quit();
    await this.produceOne("again");
    await this.openConsumer();
    await this.expectOne("again", await this.pop(20));
    await this.expectNone();
  }

  async restart() {
    this.#restarting = true;
    const input = createInterface({ input: process.stdin });
    console.log("restart");
    const { done } = await input[Symbol.asyncIterator]().next();
    assert.ok(!done, "standard input ended, where a line was expected");
    input.close();
    const pong = await within(20, "PING", repeated(() => this.producer.ping()));
    assert.equal(pong, "PONG", "PING");
    await this.produceOne("restarted");
    await this.expectOne("restarted", await repeated(() => this.pop(20)));
    this.#restarting = false;
  }

  /** The ready check: INFO is asked, and until it says that the server is not loading, commands wait. */
  async health() {
    const client = this.connect({ enableReadyCheck: true });
    await once(client, "ready");
    assert.equal(await client.ping(), "PONG", "PING");
    await client.quit();
  }
}

/** What the command answers, which is sent again if the connection has gone. */
async function repeated(command) {
  for (;;) {
    try {
      return await command();
    } catch (error) {
      if (error.name === "ReplyError" || error instanceof assert.AssertionError) {
        throw error;
      }
      await sleep(100);
    }
  }
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

/** Protocols: from the names of README.md to the options for them. */
export async function run(Redis, version, client, protocols) {
  const args = process.argv.slice(2);
  const options = protocols[args[2]];
  if (args.length !== 5 || !options) {
    console.error(`usage: node matrix.mjs <host> <port> <${Object.keys(protocols).join("|")}> <topic> <group>`);
    process.exit(2);
  }
  console.log(`version ${version}`);
  await new Matrix(Redis, options, client, args).run().catch(fail);
}

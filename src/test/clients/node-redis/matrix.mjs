// The matrix program of every major version of node-redis: ../README.md says what it does. The folders of the versions
// run it with the library of their own.
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
  constructor(library, options, client, [host, port, , topic, group]) {
    this.library = library;
    this.options = { url: `redis://${host}:${port}`, ...options };
    this.topic = topic;
    this.consumerName = `${group}:${client}`;
  }

  #onError = (error) => {
    if (!this.#restarting) {
      fail(error);
    }
  };

  connect(options) {
    return this.library
      .createClient({ ...this.options, ...options })
      .on("error", this.#onError)
      .connect();
  }

  async run() {
    await step("connect", 20, async () => {
      this.producer = await this.connect();
      assert.equal(await this.producer.ping(), "PONG", "PING");
      console.log(`protocol ${(await this.producer.hello()).proto}`);
    });
    await step("name", 20, () => this.name());
    await step("pool", 20, () => this.pool());
    await step("produce", 60, () => this.produce());
    await step("consume", 120, () => this.consume());
    await step("timeout", 20, () => this.expectNone());
    await step("again", 60, () => this.again());
    await step("restart", 180, () => this.restart());
    await step("health", 20, () => this.health());
    await this.library.close(this.consumer);
    await this.library.close(this.producer);
  }

  async name() {
    const client = await this.connect({ name: "label" });
    assert.equal(await client.clientGetName(), "label", "CLIENT GETNAME");
    await this.library.close(client);
  }

  async pool() {
    const pool = await this.library.openPool(this.options, 4, this.#onError);
    let arrived = 0;
    let allArrived;
    const together = new Promise((resolve) => (allArrived = resolve));
    const echoAndId = (number) =>
      pool.execute(async (client) => {
        if (++arrived === 4) {
          allArrived();
        }
        await together;
        return Promise.all([client.echo(`text ${number}`), client.clientId()]);
      });
    const replies = await Promise.all(range(0, 4).map(echoAndId));
    assert.deepEqual(
      replies.map(([text]) => text),
      ["text 0", "text 1", "text 2", "text 3"],
      "ECHO",
    );
    assert.equal(new Set(replies.map(([, id]) => id)).size, 4, "number of connections");
    await pool.close();
  }

  async produce() {
    for (let start = 0; start < COUNT; start += BATCH) {
      // Commands of the same tick are pipelined.
      const replies = range(start, start + BATCH).map((number) => {
        const key = keyOf(number);
        return this.producer.rPushX(key ? `topics:${this.topic}:${key}` : `topics:${this.topic}`, valueOf(number));
      });
      assert.deepEqual(await Promise.all(replies), Array(BATCH).fill(1), "pipelined RPUSHX");
    }
    assert.equal(await this.producer.sendCommand(["DUMP", "10000"]), 0, "DUMP");
  }

  async produceOne(value) {
    assert.equal(await this.producer.rPushX(`topics:${this.topic}`, value), 1, "RPUSHX");
    assert.equal(await this.producer.sendCommand(["DUMP", "10000"]), 0, "DUMP");
  }

  async openConsumer() {
    this.consumer = await this.connect({ name: this.consumerName });
    assert.equal(await this.consumer.clientGetName(), this.consumerName, "CLIENT GETNAME");
  }

  /** The next message, not yet acknowledged; null if there is none in time. */
  async pop(seconds) {
    // blPop() expects two elements of Redis, the key and the value.
    const command = ["BLPOP", `topics:${this.topic}`, `${seconds}`];
    const reply = await this.consumer.sendCommand(command, this.library.buffers);
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
    assert.equal(await this.consumer.rPush("acks", `${this.topic}:${partition}:${offset}`), 1, "RPUSH acks");
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
    await this.library.close(this.consumer);
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
    const pong = await within(20, "PING", this.repeated(() => this.producer.ping()));
    assert.equal(pong, "PONG", "PING");
    await this.produceOne("restarted");
    await this.expectOne("restarted", await this.repeated(() => this.pop(20)));
    this.#restarting = false;
  }

  /** PING whenever the interval has passed. */
  async health() {
    const client = await this.connect({ pingInterval: 100 });
    const [pong] = await once(client, "ping-interval");
    assert.equal(pong, "PONG", "PING of the interval");
    assert.equal(await client.echo("after it"), "after it", "ECHO");
    await this.library.close(client);
  }

  /** What the command answers, which is sent again if the connection has gone. */
  async repeated(command) {
    for (;;) {
      try {
        return await command();
      } catch (error) {
        if (error instanceof this.library.ErrorReply || error instanceof assert.AssertionError) {
          throw error;
        }
        await sleep(100);
      }
    }
  }
}

function fail(error) {
  console.error(error);
  process.exit(1);
}

/**
 * The library: what a version exports, and what it does in a way of its own. Protocols: from the names of README.md to
 * the options for them.
 */
export async function run(library, client, protocols) {
  const args = process.argv.slice(2);
  const options = protocols[args[2]];
  if (args.length !== 5 || !options) {
    console.error(`usage: node matrix.mjs <host> <port> <${Object.keys(protocols).join("|")}> <topic> <group>`);
    process.exit(2);
  }
  console.log(`version ${library.version}`);
  await new Matrix(library, options, client, args).run().catch(fail);
}

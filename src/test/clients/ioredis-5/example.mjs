import { Redis } from "ioredis";

const producer = new Redis({ host: "localhost", port: 6380 });
await producer.rpushx("topics:greetings", "hello there!");

// A consumer has a connection of its own. Its name is <group>:<name>.
const consumer = new Redis({ host: "localhost", port: 6380, connectionName: "myapp:worker-1" });
const message = await consumer.blpop("topics:greetings", 10);
if (message) {
  const [, topic, , partition, , offset, , value] = message;
  console.log(`${topic}, partition ${partition}, offset ${offset}: ${value}`);
  await consumer.rpush("acks", `${topic}:${partition}:${offset}`);
}

await consumer.quit();
await producer.quit();

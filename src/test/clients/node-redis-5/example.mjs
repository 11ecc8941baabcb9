import { createClient } from "redis";

const producer = await createClient({ url: "redis://localhost:6380" }).on("error", console.error).connect();
await producer.rPushX("topics:greetings", "hello there!");

// A consumer has a connection of its own. Its name is <group>:<name>.
const consumer = await producer.duplicate({ name: "myapp:worker-1" }).on("error", console.error).connect();
// Not blPop(): it returns the first two elements only.
const message = await consumer.sendCommand(["BLPOP", "topics:greetings", "10"]);
if (message) {
  const [, topic, , partition, , offset, , value] = message;
  console.log(`${topic}, partition ${partition}, offset ${offset}: ${value}`);
  await consumer.rPush("acks", `${topic}:${partition}:${offset}`);
}

await consumer.close();
await producer.close();

// The secure program of every major version of ioredis: ../README.md says what it does.
import { once } from "node:events";
import { createInterface } from "node:readline";

const text = (reply) => (Array.isArray(reply) ? reply.map(text).join(" ") : String(reply));

/** Connected as the library does it by default; until then, its first error is told. */
async function ready(client) {
  await once(client, "ready");
  // It connects again by itself, and says so by errors.
  client.on("error", () => {});
}

/** Does what the lines of standard input say. */
export async function run(connect) {
  let clients = {};
  const answer = async ([who, ...words]) => {
    if (who === "connect") {
      Object.values(clients).forEach((client) => client.disconnect());
      clients = connect();
      try {
        await Promise.all(Object.values(clients).map(ready));
      } catch (error) {
        Object.values(clients).forEach((client) => client.on("error", () => {}).disconnect());
        throw error;
      }
      return "ok";
    }
    const reply = await clients[who].call(...words);
    return reply === null ? "ok" : `ok ${text(reply)}`;
  };
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(await answer(line.split(" ")).catch((error) => `error ${error.message.replaceAll("\n", " ")}`));
  }
  process.exit();
}

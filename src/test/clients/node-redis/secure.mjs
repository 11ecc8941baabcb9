// The secure program of every major version of node-redis: ../README.md says what it does.
import { createInterface } from "node:readline";

const text = (reply) => (Array.isArray(reply) ? reply.map(text).join(" ") : String(reply));

/** Connected as the library does it by default, which tries for ever: the first error is told. */
function ready(client) {
  return new Promise((resolve, reject) => {
    client.on("error", reject).connect().then(resolve, reject);
  });
}

/** Does what the lines of standard input say. Destroy: ends a client at once, also one that is connecting. */
export async function run(connect, destroy) {
  let clients = {};
  const answer = async ([who, ...words]) => {
    if (who === "connect") {
      Object.values(clients).forEach(destroy);
      clients = connect();
      try {
        await Promise.all(Object.values(clients).map(ready));
      } catch (error) {
        Object.values(clients).forEach(destroy);
        clients = {};
        throw error;
      }
      return "ok";
    }
    const reply = await clients[who].sendCommand(words);
    return reply === null ? "ok" : `ok ${text(reply)}`;
  };
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(await answer(line.split(" ")).catch((error) => `error ${error.message.replaceAll("\n", " ")}`));
  }
  process.exit();
}

import { readFileSync } from "node:fs";
import { createClient } from "redis";
import { run } from "../node-redis/secure.mjs";

function connect() {
  // docs/clients.md {
  const socket = {
    host: "localhost",
    port: 6380,
    tls: true,
    ca: readFileSync("ca.pem"),
    cert: readFileSync("client.pem"),
    key: readFileSync("client.key"),
  };
  const producer = createClient({ socket, username: "alice", password: "alice-secret" });
  const consumer = createClient({ socket, username: "bob", password: "bob-secret", name: "myapp:worker-1" });
  // docs/clients.md }
  return { producer, consumer };
}

await run(connect, (client) => client.disconnect().catch(() => {}));

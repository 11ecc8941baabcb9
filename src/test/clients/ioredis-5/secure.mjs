import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { run } from "../ioredis/secure.mjs";

await run(() => {
  // docs/clients.md {
  const server = {
    host: "localhost",
    port: 6380,
    tls: { ca: readFileSync("ca.pem"), cert: readFileSync("client.pem"), key: readFileSync("client.key") },
  };
  const producer = new Redis({ ...server, username: "alice", password: "alice-secret" });
  const consumer = new Redis({
    ...server,
    username: "bob",
    password: "bob-secret",
    connectionName: "myapp:worker-1",
  });
  // docs/clients.md }
  return { producer, consumer };
});

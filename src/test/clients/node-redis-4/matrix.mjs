import { createRequire } from "node:module";
import { createClient, ErrorReply } from "redis";
import { run } from "../node-redis/matrix.mjs";

const library = {
  version: createRequire(import.meta.url)("redis/package.json").version,
  createClient,
  ErrorReply,
  buffers: { returnBuffers: true },
  close: (client) => client.quit(),
  // The isolation pool of a client, which has a connection besides.
  openPool: async (options, size, onError) => {
    const client = createClient({ ...options, isolationPoolOptions: { max: size } }).on("error", onError);
    await client.connect();
    return { execute: (action) => client.executeIsolated(action), close: () => client.quit() };
  },
};

await run(library, "node-redis-4", { default: {} });

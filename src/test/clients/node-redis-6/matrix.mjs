import { createRequire } from "node:module";
import { createClient, createClientPool, ErrorReply, RESP_TYPES } from "redis";
import { run } from "../node-redis/matrix.mjs";

const library = {
  version: createRequire(import.meta.url)("redis/package.json").version,
  createClient,
  ErrorReply,
  buffers: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  close: (client) => client.close(),
  openPool: (options, size, onError) => createClientPool(options, { maximum: size }).on("error", onError).connect(),
};

await run(library, "node-redis-6", { default: {}, 2: { RESP: 2 } });

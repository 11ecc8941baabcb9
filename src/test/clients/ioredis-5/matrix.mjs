import { createRequire } from "node:module";
import { Redis } from "ioredis";
import { run } from "../ioredis/matrix.mjs";

const { version } = createRequire(import.meta.url)("ioredis/package.json");

await run(Redis, version, "ioredis-5", { default: {} });

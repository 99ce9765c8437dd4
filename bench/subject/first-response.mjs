/**
 * Loads a bundle as its platform does and calls it once: `node first-response.mjs <platform> <file>`. Writes
 * `{ inside, processor, status, body }` to the third pipe, times in milliseconds: standard output is the bundle's.
 */
import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { calls } from "./call.mjs";

const [, , platform, file] = process.argv;
// Lambda loads `.mjs` with import() and `.cjs` with require(): https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
const load = file.endsWith(".cjs") ? createRequire(import.meta.url) : (name) => import(name);

// A module that the platform has loaded before a function.
if (platform === "node") process.getBuiltinModule("node:http");

const start = performance.now();
const usage = process.cpuUsage();
const { handler } = await load(file);
const call = await calls[platform](handler);
const { status, body } = await call();
const { user, system } = process.cpuUsage(usage);
const inside = performance.now() - start;

writeSync(3, JSON.stringify({ inside, processor: (user + system) / 1000, status, body }));

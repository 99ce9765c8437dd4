/**
 * Loads a bundle as its platform does and calls it once: `node first-response.mjs <platform> <file>`. Writes
 * `{ inside, processor, answer }` to the third pipe, times in milliseconds: standard output is the bundle's.
 */
import { writeSync } from "node:fs";
import { calls } from "./call.mjs";
import { loaderOf, startCounting } from "./load.mjs";

const [, , platform, file] = process.argv;
const load = loaderOf(file);

// A module that the platform has loaded before a function.
if (platform === "node") process.getBuiltinModule("node:http");

const spent = startCounting();
const { handler } = await load(file);
const call = await calls[platform](handler);
const { status, body } = await call();
writeSync(3, JSON.stringify({ ...spent(), answer: `${status} ${body}` }));

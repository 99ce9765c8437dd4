/**
 * Loads a bundle as Azure's worker process does, until its functions are registered: `node registration.mjs azure <file>`.
 * Writes `{ inside, processor, answer }` to the third pipe, times in milliseconds, the names of functions as the answer.
 */
import { writeSync } from "node:fs";
import { provideCore } from "./functions-core.mjs";
import { loaderOf, startCounting } from "./load.mjs";

const [, , , file] = process.argv;
const load = loaderOf(file);
const { functions } = await provideCore();
// What the worker has loaded before it loads a function: it speaks gRPC. https://github.com/Azure/azure-functions-nodejs-worker
process.getBuiltinModule("node:http2");

const spent = startCounting();
await load(file);
writeSync(3, JSON.stringify({ ...spent(), answer: [...functions.keys()].join(" ") }));

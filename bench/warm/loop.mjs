/**
 * Loads a bundle and calls it as often as its parent asks: `node loop.mjs <platform> <file>`. For each number that it receives,
 * it sends `{ processor, status, body }`: the microseconds of processor time per call, and the last response.
 */
import { createRequire } from "node:module";
import { calls } from "../subject/call.mjs";

const [, , platform, file] = process.argv;
const load = file.endsWith(".cjs") ? createRequire(import.meta.url) : (name) => import(name);
const { handler } = await load(file);
const call = await calls[platform](handler);

process.on("message", async (count) => {
  const usage = process.cpuUsage();
  let answer;
  for (let at = 0; at < count; at++) answer = await call();
  const { user, system } = process.cpuUsage(usage);
  process.send({ processor: (user + system) / count, ...answer });
});
process.send("ready");

/**
 * Loads a bundle and calls it as often as its parent asks: `node loop.mjs <platform> <file>`. For each number that it receives,
 * it sends `{ processor, status, body }`: the microseconds of processor time per call, and the last response.
 */
import { calls } from "../subject/call.mjs";
import { loaderOf } from "../subject/load.mjs";

const [, , platform, file] = process.argv;
const { handler } = await loaderOf(file)(file);
const call = await calls[platform](handler);

process.on("message", async (count) => {
  const usage = process.cpuUsage();
  let answer;
  for (let at = 0; at < count; at++) answer = await call();
  const { user, system } = process.cpuUsage(usage);
  process.send({ processor: (user + system) / count, ...answer });
});
process.send("ready");

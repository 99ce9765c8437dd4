/**
 * Opens a driver and calls it as often as its parent asks: `node loop.ts <kind> <driver>`. Answers each `Task` with a `Spent`, or
 * with the text of an error.
 */
import { inspect } from "node:util";
import type { Spent, Task } from "./contract.ts";
import { openOperations } from "./operations/index.ts";
import { timeTask } from "./timing.ts";

const [kind, driver = ""] = process.argv.slice(2);
const { open } = await import(driver);
if (kind !== "queue" && kind !== "topic" && kind !== "table") throw new Error(`The kind ${kind} does not exist.`);
const operations = openOperations(kind, open, process.env);

async function run(task: Task): Promise<Spent> {
  const usage = process.cpuUsage();
  const timed = await timeTask(operations, task);
  const { user, system } = process.cpuUsage(usage);
  return { ...timed, processor: user + system };
}

process.on("message", (task: Task) => {
  run(task).then(
    (spent) => process.send?.(spent),
    (error: unknown) => process.send?.(inspect(error)),
  );
});
process.send?.("ready");

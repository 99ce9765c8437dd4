/**
 * Opens a driver and sends as often as its parent asks: `node loop.ts <driver>`. Answers each `Task` with a `Spent`, or
 * with the text of an error.
 */
import { openSending, type Task, timeTask } from "./timing.ts";
import type { Spent } from "./workers.ts";

const [driver = ""] = process.argv.slice(2);
const { open } = await import(driver);
const sending = openSending(open, process.env);

async function run(task: Task): Promise<Spent> {
  const usage = process.cpuUsage();
  const timed = await timeTask(sending, task);
  const { user, system } = process.cpuUsage(usage);
  return { ...timed, processor: user + system };
}

process.on("message", (task: Task) => {
  run(task).then(
    (spent) => process.send?.(spent),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.send?.("ready");

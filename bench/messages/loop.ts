/**
 * Opens a driver and sends as often as its parent asks: `node loop.ts <driver>`. Answers each `Task` with a `Spent`, or
 * with the text of an error.
 */
import { openLinks } from "../../kit/runtime/links.ts";
import { sendingOf, type Task, timeTask } from "./timing.ts";
import type { Spent } from "./workers.ts";

const [driver = ""] = process.argv.slice(2);
const { open } = await import(driver);
const links = { orders: { kind: "queue", verbs: ["send"] } } as const;
const sending = sendingOf(openLinks("The benchmark", links, { queue: open }, process.env).handed.orders);

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

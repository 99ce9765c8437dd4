import { Command, InvalidArgumentError, Option } from "commander";
import type { InvokeOptions } from "../invoke/invoke.ts";
import { addStackOptions } from "./stack-options.ts";

function parseTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError("It is a time such as 2026-03-29T02:30:00Z.");
}

async function run(name: string, options: InvokeOptions): Promise<void> {
  const { invoke } = await import("../invoke/invoke.ts");
  process.exitCode = (await invoke(name, options)) ? 0 : 1;
}

export function invokeCommand(): Command {
  const event = new Option("--event <file>", "JSON that a scheduled run gets instead, - for the standard input");
  const command = new Command("invoke")
    .description(
      "call a function now, where `fourfold dev` has deployed it or on a deployed stack: a scheduled run, or a request to an HTTP function",
    )
    .argument("<function>", "its name in the set, or with the name of the set: shop/audit");
  return addStackOptions(command)
    .option("--at <time>", "the time that a scheduled run is for (default: now)", parseTime)
    .addOption(event.conflicts("at"))
    .option("--request <file>", "the request as an .http file has it, - for the standard input (default: GET its path)")
    .action(run);
}

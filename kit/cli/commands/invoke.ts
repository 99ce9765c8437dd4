import { Command, InvalidArgumentError } from "commander";
import { parseClouds } from "../clouds.ts";
import type { InvokeOptions } from "../invoke/invoke.ts";
import { defaultStack } from "../project.ts";

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
  return new Command("invoke")
    .description(
      "call a function now that `fourfold dev` has deployed: a scheduled run, or a request to an HTTP function",
    )
    .argument("<function>", "its name in the set, or with the name of the set: shop/audit")
    .option("--cloud <clouds>", "on these clouds only: aws,gcp", parseClouds)
    .option("--at <time>", "the time that a scheduled run is for (default: now)", parseTime)
    .option("--request <file>", "the request as an .http file has it, - for the standard input (default: GET its path)")
    .option("--stack <name>", "the stack", defaultStack)
    .action(run);
}

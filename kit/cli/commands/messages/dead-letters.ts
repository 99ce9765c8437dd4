import { Command, InvalidArgumentError } from "commander";
import type { ListOptions } from "../../messages/list.ts";
import { addStackOptions } from "../stack-options.ts";

function parseLimit(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError("It is a whole number from 1.");
}

async function run(queue: string, options: ListOptions): Promise<void> {
  const { list } = await import("../../messages/list.ts");
  await list(queue, options);
}

export function deadLettersCommand(): Command {
  const command = new Command("dead-letters")
    .description(
      "list the messages of a queue that could not be processed, or show one with its reason, body and attributes",
    )
    .argument("<queue>", "its name in the set, shop/placed, or the name of the subscriber whose own queue it is");
  return addStackOptions(command)
    .option("--id <id>", "show this one, with its body and attributes")
    .option("--limit <number>", "how many at most on each cloud", parseLimit, 20)
    .option("--json", "as one JSON document", false)
    .action(run);
}

import { Command } from "commander";
import type { RedriveOptions } from "../../messages/redrive.ts";
import { addStackOptions } from "../stack-options.ts";

async function run(queue: string, options: RedriveOptions): Promise<void> {
  const { redrive } = await import("../../messages/redrive.ts");
  process.exitCode = (await redrive(queue, options)) ? 0 : 1;
}

export function redriveCommand(): Command {
  const command = new Command("redrive")
    .description("send the dead letters of a queue to it again, with all attempts before them")
    .argument("<queue>", "its name in the set, shop/placed, or the name of the subscriber whose own queue it is");
  return addStackOptions(command).option("--id <id>", "only this one").action(run);
}

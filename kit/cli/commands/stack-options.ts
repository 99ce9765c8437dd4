import { type Command, Option } from "commander";
import { parseClouds } from "../clouds.ts";

/** The options that select a command's stack, and its clouds. */
export function addStackOptions(command: Command): Command {
  const simulated = new Option("--simulated", "a stack that `fourfold pulumi` has deployed").default(false);
  const dev = new Option("--dev <name>", "the stack that `fourfold dev` has deployed (default: dev)");
  return command
    .addOption(dev.conflicts(["stack", "simulated"]))
    .option("--stack <name>", "a deployed stack instead, with your own Pulumi and credentials")
    .addOption(simulated)
    .option("--cwd <folder>", "the folder of its program", ".")
    .option("--cloud <clouds>", "on these clouds only: aws,gcp", parseClouds);
}

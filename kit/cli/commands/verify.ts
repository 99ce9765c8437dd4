import { Command, InvalidArgumentError, Option } from "commander";
import { parseClouds } from "../clouds.ts";
import type { VerifyOptions } from "../verify/verify.ts";

/** More concurrent behaviours would start more instances than behaviours about instances expect. */
const mostAtOnce = 16;

function parseConcurrency(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= mostAtOnce) return number;
  throw new InvalidArgumentError(`It is a number from 1 to ${mostAtOnce}.`);
}

interface Options extends VerifyOptions {
  readonly init?: string;
}

async function run(options: Options): Promise<void> {
  if (options.init !== undefined) {
    const { createProgram } = await import("../verify/program.ts");
    console.log(createProgram(options.init, options.cloud));
    return;
  }
  const { verify } = await import("../verify/verify.ts");
  process.exitCode = (await verify(options)) ? 0 : 1;
}

export function verifyCommand(): Command {
  const outputs = new Option("--outputs <file>", "its outputs as JSON instead, - for the standard input");
  const dev = new Option("--dev [name]", "the stack that `fourfold dev` has deployed (default: dev)");
  const simulated = new Option("--simulated", "a stack that `fourfold pulumi` has deployed").default(false);
  const logs = new Option("--logs <command>", "prints the functions' log lines, for what only they show");
  const concurrency = new Option("--concurrency <number>", "how many behaviours at a time at each function")
    .argParser(parseConcurrency)
    .default(undefined, "4, on simulated clouds 1");
  return new Command("verify")
    .description(
      "ask what a stack has deployed, your own sets or Fourfold's conformance app, whether it behaves as expected; write a report",
    )
    .option(
      "--stack <name>",
      "the stack whose outputs name the app (default: the one that `fourfold dev` serves here, or that is selected)",
    )
    .option("--cwd <folder>", "the folder of its program", ".")
    .addOption(outputs.conflicts(["stack", "simulated", "dev"]))
    .addOption(dev.conflicts(["stack", "simulated"]))
    .addOption(simulated)
    .addOption(logs.conflicts("simulated"))
    .option("--cloud <clouds>", "these clouds only: aws,gcp", parseClouds)
    .option("--grep <text>", "only behaviours whose subject and name contain it")
    .addOption(concurrency)
    .option("--output <folder>", "where the report is written", ".")
    .option("--yes", "do not ask before requests are sent", false)
    .option("--init <folder>", "write the program that deploys the conformance app, and say what it creates")
    .action(run);
}

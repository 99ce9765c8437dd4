import { Command, Option } from "commander";
import { findSimulator } from "../../simulator/client.ts";
import type { LogLine } from "../../simulator/contract.ts";
import { type Cloud, clouds, FourfoldError } from "../../spec/index.ts";
import { packageOf } from "../clouds.ts";
import { openProject, simulatorFolder } from "../project.ts";

interface Options {
  readonly cloud?: Cloud;
  readonly group?: string;
  readonly follow: boolean;
}

function formatLine({ cloud, group, time, text }: LogLine): string {
  return `${new Date(time).toISOString()}  ${cloud}  ${group}  ${text.trimEnd()}`;
}

async function logs({ cloud, group, follow }: Options): Promise<void> {
  const simulator = await findSimulator(simulatorFolder(openProject(process.cwd())));
  if (simulator === undefined) {
    throw new FourfoldError("ERR_SIMULATOR", {
      what: "The simulator is not running.",
      fix: "Start it with `npx fourfold start`.",
    });
  }
  const filter = {
    ...(cloud === undefined ? {} : { cloud: packageOf[cloud] }),
    ...(group === undefined ? {} : { group }),
  };
  for await (const line of simulator.logs({ ...filter, follow })) console.log(formatLine(line));
}

export function logsCommand(): Command {
  return new Command("logs")
    .description("show what functions and services wrote")
    .addOption(new Option("--cloud <cloud>", "only of one cloud").choices(clouds))
    .option("--group <name>", "only of one log group")
    .option("--follow", "go on with what is written from now on", false)
    .action(logs);
}

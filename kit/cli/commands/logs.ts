import { Command, Option } from "commander";
import type { LogLine, SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, clouds, FourfoldError } from "../../spec/index.ts";
import { packageOf } from "../clouds.ts";
import { buildFolder, openProject } from "../project.ts";
import { requireRunning } from "../running.ts";
import { formatLogLine, functionOf, requestOf } from "../terminal/log-line.ts";
import { createSourceLines } from "../terminal/source-lines.ts";

interface Options {
  readonly cloud?: Cloud;
  readonly function?: string;
  readonly group?: string;
  readonly request?: string;
  readonly follow: boolean;
  readonly json: boolean;
}

/** The simulator's filter for log lines. */
type Filter = { readonly cloud?: string; readonly group?: string };

const list = (names: Iterable<string>): string => [...new Set(names)].sort().join(", ");

/** @throws FourfoldError `ERR_USAGE` with the existing log groups. */
async function requireGroup(simulator: SimulatorClient, { cloud, group }: Filter): Promise<void> {
  if (group === undefined) return;
  const known = (await simulator.state()).logGroups.filter((each) => cloud === undefined || each.cloud === cloud);
  if (known.some((each) => each.group === group)) return;
  throw new FourfoldError("ERR_USAGE", {
    where: "--group",
    what: `the log group "${group}" does not exist.`,
    fix: known.length === 0 ? "Deploy something first." : `Choose one of ${list(known.map((each) => each.group))}.`,
  });
}

/** Whether a line is about a function: a line of its own, or one that the platform writes about it. */
type IsAbout = (line: LogLine) => boolean;

/**
 * Only a function's own lines name it. Their log group tells which of the platform's lines are about it.
 * @throws FourfoldError `ERR_USAGE` when the function has written nothing, with the names of those that have.
 */
async function createFunctionFilter(
  simulator: SimulatorClient,
  name: string,
  options: Filter & Pick<Options, "follow">,
) {
  const { follow, ...filter } = options;
  const groups = new Set<string>();
  const writers = new Set<string>();
  const isAbout: IsAbout = (line) => {
    const writer = functionOf(line);
    if (writer !== undefined) writers.add(writer);
    if (writer === name) groups.add(line.group);
    return writer === undefined ? groups.has(line.group) : writer === name;
  };
  for await (const line of simulator.logs(filter)) isAbout(line);
  // With --follow, its first line may still come.
  if (writers.has(name) || follow) return isAbout;
  throw new FourfoldError("ERR_USAGE", {
    where: "--function",
    what: `no function "${name}" has written anything since the simulator started.`,
    fix: writers.size === 0 ? "Call it first." : `Those that have: ${list(writers)}.`,
  });
}

async function logs({ cloud, group, request, follow, json, function: name }: Options): Promise<void> {
  const project = openProject(process.cwd());
  const simulator = await requireRunning(project, "Run `npx fourfold dev`, or `npx fourfold start`.");
  const filter: Filter = {
    ...(cloud === undefined ? {} : { cloud: packageOf[cloud] }),
    ...(group === undefined ? {} : { group }),
  };
  await requireGroup(simulator, filter);
  const isAbout: IsAbout =
    name === undefined ? () => true : await createFunctionFilter(simulator, name, { ...filter, follow });
  const toSources = createSourceLines(buildFolder(project));
  for await (const line of simulator.logs({ ...filter, follow })) {
    if (!isAbout(line) || (request !== undefined && requestOf(line) !== request)) continue;
    console.log(json ? JSON.stringify(line) : formatLogLine(toSources(line)));
  }
}

export function logsCommand(): Command {
  return new Command("logs")
    .description("show what functions and services wrote since the simulator started")
    .addOption(new Option("--cloud <cloud>", "only of one cloud").choices(clouds))
    .option("--function <name>", "only of the function of this name in its set, on all clouds")
    .option("--group <name>", "only of one log group, by the cloud's own name for it")
    .option("--request <id>", "only what goes back to the request of this id, of every function on the way")
    .option("--follow", "go on with what is written from now on", false)
    .option("--json", "each line as JSON, for machines: { cloud, group, time, text, code }", false)
    .action(logs);
}

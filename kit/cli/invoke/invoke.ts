import { setTimeout as sleep } from "node:timers/promises";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import type { LogLine, SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { packageOf } from "../clouds.ts";
import { type DeployedFunction, functionsIn, titleOf } from "../deployed-functions.ts";
import { buildFolder, openProject, type Project } from "../project.ts";
import { requireRunning } from "../running.ts";
import { formatLogLine, functionOf } from "../terminal/log-line.ts";
import { createSourceLines } from "../terminal/source-lines.ts";
import { chooseFunctions } from "./choose.ts";
import { type Outcome, readRequest, requireRoute, sendRequest } from "./send-request.ts";

/** What `fourfold invoke` is asked for. */
export interface InvokeOptions {
  /** The stack that `fourfold dev` has deployed. */
  readonly stack: string;
  /** The only clouds. @default all that it is deployed to */
  readonly cloud?: readonly Cloud[];
  /** The time that a scheduled run is for. @default now */
  readonly at?: Date;
  /** A file with the request for an HTTP function; `-` for the standard input. @default GET of its shortest path */
  readonly request?: string;
}

const minute = 60_000;

/** Clouds on which nobody can say which time a run by hand is for, with the page that shows it. */
const timeless: Readonly<Partial<Record<Cloud, string>>> = {
  azure: "https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http",
};

/** @throws FourfoldError `ERR_USAGE` for options of the other trigger, and for a time where the cloud takes none. */
function requireFitting(fn: DeployedFunction, { at, request }: InvokeOptions): void {
  const { trigger, cloud } = fn;
  const option = trigger === "http" ? at && "--at" : request && "--request";
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where: `${cloud}: ${titleOf(fn)}`, what, fix });
  };
  if (option !== undefined) refuse(`${option} is not for functions that have \`${trigger}\`.`, `Leave ${option} out.`);
  const page = timeless[cloud];
  if (at !== undefined && page !== undefined) {
    const what = `${cloud} has no way to say which time a run by hand is for (${page}).`;
    refuse(what, "Leave --at out, or choose other clouds.");
  }
}

async function runTimer(simulator: SimulatorClient, fn: DeployedFunction, at: Date | undefined): Promise<Outcome> {
  if (fn.timer === undefined) return { ok: false, text: "has nothing that runs it: its schedule is not deployed." };
  // Runs are for whole minutes.
  const scheduledTime = at?.getTime() ?? Math.floor(Date.now() / minute) * minute;
  const run = await simulator.run({ ...fn.timer, name: fn.name, scheduledTime });
  return run.ok ? { ok: true, text: "has run" } : { ok: false, text: `failed: ${run.failure}` };
}

/** How long lines are waited for, and how long nothing must come before they are taken for all, in milliseconds. */
const patience = { most: 2_000, quiet: 100 };

async function readLines(simulator: SimulatorClient, fn: DeployedFunction, since: number): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of simulator.logs({ cloud: packageOf[fn.cloud] })) {
    if (line.time >= since && functionOf(line) === fn.name) lines.push(line);
  }
  return lines;
}

/** What a function has written since a time, as people read it. Its process may be heard of a moment after its answer. */
async function linesOf(project: Project, simulator: SimulatorClient, fn: DeployedFunction, since: number) {
  const toSources = createSourceLines(buildFolder(project));
  let lines = await readLines(simulator, fn, since);
  for (const end = Date.now() + patience.most; Date.now() < end; ) {
    await sleep(patience.quiet);
    const known = lines.length;
    lines = await readLines(simulator, fn, since);
    if (known > 0 && lines.length === known) break;
  }
  return lines.map((line) => formatLogLine(toSources(line)));
}

async function readFunctions(project: Project, simulator: SimulatorClient, stack: string) {
  const checkpoint = await simulator.getValue(checkpointKey({ project: project.name, stack }));
  return checkpoint === undefined ? [] : functionsIn(parseCheckpoint(checkpoint).resources);
}

/**
 * Calls a function now, on each simulated cloud that it is deployed to, and prints what came of it and what it has logged.
 *
 * @returns whether every call went well: a run that did not fail, a response below 500.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`
 */
export async function invoke(name: string, options: InvokeOptions): Promise<boolean> {
  const project = openProject(process.cwd());
  const simulator = await requireRunning(project, "Run `npx fourfold dev` in another terminal.");
  const chosen = chooseFunctions(await readFunctions(project, simulator, options.stack), name, options.cloud);
  for (const fn of chosen) requireFitting(fn, options);
  const request = readRequest(options.request);
  for (const fn of chosen) if (request !== undefined) requireRoute(fn, request.path);
  const outcomes: Outcome[] = [];
  for (const fn of chosen) {
    const since = Date.now();
    const outcome = await (fn.trigger === "http"
      ? sendRequest(simulator, fn, request)
      : runTimer(simulator, fn, options.at));
    outcomes.push(outcome);
    for (const line of await linesOf(project, simulator, fn, since)) console.log(line);
    console.log(`${fn.cloud}: ${titleOf(fn)} ${outcome.text}`);
  }
  return outcomes.every(({ ok }) => ok);
}

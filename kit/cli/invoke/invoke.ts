import { readFileSync } from "node:fs";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import { loadSimulatorClient } from "../../simulated/index.ts";
import type { LogLine, SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { localAddress } from "../checks/addresses.ts";
import { packageOf } from "../clouds.ts";
import { type DeployedFunction, functionsIn, titleOf } from "../deployed-functions.ts";
import { buildFolder, openProject, type Project, simulatorFolder } from "../project.ts";
import { formatLogLine, functionOf } from "../terminal/log-line.ts";
import { createSourceLines } from "../terminal/source-lines.ts";
import { chooseFunctions } from "./choose.ts";
import { type FileRequest, parseRequestFile } from "./request-file.ts";

/** What `fourfold invoke` is asked for. */
export interface InvokeOptions {
  /** The stack that `fourfold dev` has deployed. */
  readonly stack: string;
  /** The only clouds. @default all that it is deployed to */
  readonly cloud?: readonly Cloud[];
  /** The time that a scheduled run is for. @default now */
  readonly at?: Date;
  /** A file with the request for an HTTP function; `-` for the standard input. @default GET / */
  readonly request?: string;
}

/** What came of one call. */
interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

const minute = 60_000;

const home: FileRequest = { method: "GET", path: "/", headers: [], body: undefined };

function readRequest(file: string | undefined): FileRequest {
  if (file === undefined) return home;
  try {
    return parseRequestFile(readFileSync(file === "-" ? 0 : file, "utf8"), file === "-" ? "The standard input" : file);
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "ENOENT") throw cause;
    throw new FourfoldError("ERR_USAGE", {
      where: "--request",
      what: `there is no file ${file}.`,
      fix: "Name a file.",
      cause,
    });
  }
}

/** @throws FourfoldError `ERR_USAGE` for options of the other trigger. */
function requireFitting(fn: DeployedFunction, { at, request }: InvokeOptions): void {
  const { trigger, cloud } = fn;
  const option = trigger === "schedule" ? request && "--request" : at && "--at";
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where: `${cloud}: ${titleOf(fn)}`, what, fix });
  };
  if (option !== undefined) refuse(`${option} is not for functions that have \`${trigger}\`.`, `Leave ${option} out.`);
  if (at !== undefined && cloud === "azure") {
    const page = "https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http";
    refuse(
      `azure has no way to say which time a run by hand is for (${page}).`,
      "Leave --at out, or choose other clouds.",
    );
  }
}

async function runTimer(simulator: SimulatorClient, fn: DeployedFunction, at: Date | undefined): Promise<Outcome> {
  if (fn.timer === undefined) return { ok: false, text: "nothing runs it: its schedule is not deployed." };
  // Runs are for whole minutes.
  const scheduledTime = at?.getTime() ?? Math.floor(Date.now() / minute) * minute;
  const run = await simulator.run({ ...fn.timer, name: fn.name, scheduledTime });
  return run.ok ? { ok: true, text: "has run" } : { ok: false, text: `failed: ${run.failure}` };
}

async function sendRequest(
  simulator: SimulatorClient,
  { base }: DeployedFunction,
  request: FileRequest,
): Promise<Outcome> {
  if (base === undefined) return { ok: false, text: "it has no address: no route leads to it." };
  const { endpoints } = await simulator.state();
  const { method, path, headers, body } = request;
  const target = new URL(`${localAddress(base, endpoints).replace(/\/$/, "")}${path}`);
  const response = await fetch(target, {
    method,
    headers: headers.map(([name, value]) => [name, value]),
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const answer = `${method} ${target.href}: ${response.status} ${response.statusText}`.trimEnd();
  return { ok: response.status < 500, text: text === "" ? answer : `${answer}\n${text}` };
}

/** What a function has written since a time, as people read it. */
async function linesOf(project: Project, simulator: SimulatorClient, fn: DeployedFunction, since: number) {
  const toSources = createSourceLines(buildFolder(project));
  const lines: LogLine[] = [];
  for await (const line of simulator.logs({ cloud: packageOf[fn.cloud] })) {
    if (line.time >= since && functionOf(line) === fn.name) lines.push(line);
  }
  return lines.map((line) => formatLogLine(toSources(line)));
}

async function readFunctions(project: Project, simulator: SimulatorClient, stack: string) {
  const checkpoint = await simulator.getValue(checkpointKey({ project: project.name, stack }));
  return checkpoint === undefined ? [] : functionsIn(parseCheckpoint(checkpoint).resources);
}

async function requireSimulator(project: Project): Promise<SimulatorClient> {
  const { findSimulator } = await loadSimulatorClient();
  const simulator = await findSimulator(simulatorFolder(project));
  if (simulator !== undefined) return simulator;
  throw new FourfoldError("ERR_SIMULATOR", {
    what: "The simulated clouds do not run.",
    fix: "Run `npx fourfold dev` in another terminal.",
  });
}

/**
 * Calls a function now, on each simulated cloud that it is deployed to, and prints what came of it and what it has logged.
 *
 * @returns whether every call went well: a run that did not fail, a response below 500.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`
 */
export async function invoke(name: string, options: InvokeOptions): Promise<boolean> {
  const project = openProject(process.cwd());
  const simulator = await requireSimulator(project);
  const chosen = chooseFunctions(await readFunctions(project, simulator, options.stack), name, options.cloud);
  for (const fn of chosen) requireFitting(fn, options);
  const request = readRequest(options.request);
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

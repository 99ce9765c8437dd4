import { readFileSync } from "node:fs";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import type { LogLine, SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { localAddress } from "../checks/addresses.ts";
import { packageOf } from "../clouds.ts";
import { type DeployedFunction, functionsIn, titleOf } from "../deployed-functions.ts";
import { buildFolder, openProject, type Project } from "../project.ts";
import { requireRunning } from "../running.ts";
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
      what: `the file ${file} does not exist.`,
      fix: "Name one that does.",
      cause,
    });
  }
}

/** Clouds on which nobody can say which time a run by hand is for, with the page that shows it. */
const timeless: Readonly<Partial<Record<Cloud, string>>> = {
  azure: "https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http",
};

/** @throws FourfoldError `ERR_USAGE` for options of the other trigger, and for a time where the cloud takes none. */
function requireFitting(fn: DeployedFunction, { at, request }: InvokeOptions): void {
  const { trigger, cloud } = fn;
  const option = trigger === "schedule" ? request && "--request" : at && "--at";
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

/** @throws FourfoldError `ERR_USAGE` for what no client can send, such as GET with a body. */
function toRequest(base: string, { method, path, headers, body }: FileRequest): Request {
  try {
    const given = headers.map(([name, value]): [string, string] => [name, value]);
    const init = { method, headers: given, redirect: "manual" as const };
    return new Request(base + path, body === undefined ? init : { ...init, body });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const what = `it cannot be sent: ${cause.message.replace(/\.$/, "")}.`;
    throw new FourfoldError("ERR_USAGE", { where: "--request", what, fix: "Correct the request.", cause });
  }
}

async function sendRequest(
  simulator: SimulatorClient,
  { base }: DeployedFunction,
  file: FileRequest,
): Promise<Outcome> {
  if (base === undefined) return { ok: false, text: "has no address: no route leads to it." };
  const { endpoints } = await simulator.state();
  const request = toRequest(localAddress(base, endpoints).replace(/\/$/, ""), file);
  const asked = `${request.method} ${request.url}`;
  try {
    const response = await fetch(request);
    const text = await response.text();
    const answer = `${asked}: ${response.status} ${response.statusText}`.trimEnd();
    return { ok: response.status < 500, text: text === "" ? answer : `${answer}\n${text}` };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    return { ok: false, text: `${asked}: it does not answer: ${reason}.` };
  }
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

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { request } from "node:http";
import { Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Fault, InvocationResult, LogLine, PackageName, RunOrder } from "./contract.ts";
import { hashFiles, readFiles } from "./control/archive.ts";
import { archiveAt } from "./control/wire.ts";
import { messageOf, SimulatorError } from "./errors.ts";
import type { FaultCounts } from "./faults.ts";
import { type Address, readAddress, type StartReport } from "./process/address.ts";
import { isAlive } from "./sandboxes.ts";
import type { SimulatorState } from "./state.ts";

export type { LogLine } from "./contract.ts";
export { SimulatorError } from "./errors.ts";
export { findHolder } from "./process/registry.ts";

export interface StartOptions {
  /** The folder for everything durable. */
  readonly data: string;
  /** Whether it ends together with this process. @default false: it runs until it is stopped */
  readonly attached?: boolean;
  /** The first port for endpoints. @default the variable `FOURFOLD_PORT`, or 4510 */
  readonly basePort?: number;
  /** The first port for debuggers, one for each function. @default debugging is off */
  readonly inspectPort?: number;
  /** Where relative paths of assets start: the folder of the Pulumi program. @default the process's folder */
  readonly root?: string;
  /** Whether properties that have no effect here are refused. @default false */
  readonly strict?: boolean;
  /** The file that lists what exists before anything is deployed. @default nothing does */
  readonly seed?: string;
}

/** A running simulator, as others see it. */
export interface RunningState extends SimulatorState {
  readonly pid: number;
  /** The port of each package's provider, for `PULUMI_DEBUG_PROVIDERS`. */
  readonly providers: Readonly<Record<PackageName, number>>;
}

export interface LogOptions {
  readonly cloud?: string;
  readonly group?: string;
  /** Whether new lines follow, until the signal is aborted. @default false */
  readonly follow?: boolean;
  readonly signal?: AbortSignal;
}

/** The share of all API calls that fail, by kind of fault, and of how many: by default of all until the plan is ended. */
export type FaultShares = { readonly seed: string; readonly calls?: number } & Readonly<Partial<Record<Fault, number>>>;

/** How long a simulator may take to stop, in milliseconds. */
const patience = 10_000;

/** A client of a simulator that runs in a process of its own. */
export class SimulatorClient {
  readonly pid: number;
  readonly #address: Address;

  constructor(address: Address) {
    this.pid = address.pid;
    this.#address = address;
  }

  async state(): Promise<RunningState> {
    return this.#json("GET", "state");
  }

  /** Whether its process is running. */
  isAlive(): boolean {
    return isAlive(this.pid);
  }

  /** Lines in order, the oldest first. */
  async *logs({ cloud, group, follow = false, signal }: LogOptions = {}): AsyncGenerator<LogLine> {
    const query = new URLSearchParams({
      ...(cloud === undefined ? {} : { cloud }),
      ...(group === undefined ? {} : { group }),
      ...(follow ? { follow: "1" } : {}),
    });
    const response = await this.#call("GET", `logs?${query}`, signal === undefined ? {} : { signal });
    let rest = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
  }

  async getValue(key: string): Promise<string | undefined> {
    const response = await this.#call("GET", `values/${encodeURIComponent(key)}`, {}, [404]);
    return response.status === 404 ? undefined : response.text();
  }

  /** Where another process reads (GET) and writes (PUT, PATCH) a value, and the bearer token it needs. */
  valueAddress(key: string): { readonly url: string; readonly token: string } {
    const { url, token } = this.values;
    return { url: `${url}/${encodeURIComponent(key)}`, token };
  }

  /** The address that all values are below, and the bearer token it needs. */
  get values(): { readonly url: string; readonly token: string } {
    const { url, token } = this.#address;
    return { url: `${url}/values`, token };
  }

  /** Sets the folder that relative paths of a project's assets start from, for when several projects share these clouds. */
  async setRoot(project: string, folder: string): Promise<void> {
    await this.#call("PUT", `roots/${encodeURIComponent(project)}`, { body: folder });
  }

  /** @param value - `undefined` removes it. */
  async putValue(key: string, value: string | undefined): Promise<void> {
    const path = `values/${encodeURIComponent(key)}`;
    await (value === undefined ? this.#call("DELETE", path) : this.#call("PUT", path, { body: value }));
  }

  /**
   * Replaces deployed code with the archive at a path.
   *
   * @param from - The deployed archive: its path, or its hash if its files have been overwritten.
   * @param to - An absolute path of a folder, zip, tar or tgz file.
   */
  async replaceCode(from: string, to: string): Promise<{ readonly to: string; readonly replaced: number }> {
    return this.#json("POST", "code", { body: JSON.stringify({ from, to }) });
  }

  /**
   * Makes API calls fail according to a plan, until the simulator's process ends.
   * @param plan - Shares of all calls, from 0 to 1. `undefined` ends it.
   */
  async setFaults(plan: FaultShares | undefined): Promise<void> {
    if (plan === undefined) await this.#call("DELETE", "faults");
    else await this.#call("PUT", "faults", { body: JSON.stringify(plan) });
  }

  /** How many calls have failed as planned since the process started. */
  async faults(): Promise<FaultCounts> {
    return this.#json("GET", "faults");
  }

  /**
   * Credentials of a principal as environment variables: `AWS_ACCESS_KEY_ID` and so on for the ARN of a role or the number of an
   * account, `IDENTITY_TOKEN` for the address of a Google service account. Valid for one hour.
   *
   * @param wanted - `audience` is the address of the function that the identity token is for.
   */
  async credentials(wanted: {
    readonly package: PackageName;
    readonly principal: string;
    readonly audience?: string;
  }): Promise<Readonly<Record<string, string>>> {
    return this.#json("GET", `credentials?${new URLSearchParams({ ...wanted })}`);
  }

  /**
   * Runs now what a resource runs on its schedule: a job of Cloud Scheduler, a cron trigger of a Worker, the function
   * `name` of an Azure app. Resolves when the run has ended, whether it succeeded or failed.
   *
   * @param order - `scheduledTime` is the time that the run is for, in epoch milliseconds, where the cloud does not decide it.
   */
  async run(order: { readonly type: string; readonly id: string } & RunOrder): Promise<InvocationResult> {
    const { url, token } = this.#address;
    const answer = postPatiently(`${url}/runs`, token, JSON.stringify(order));
    const { status, body } = await answer.catch((error: unknown) => {
      throw this.#silence(error);
    });
    if (status === 200) return JSON.parse(body);
    throw new SimulatorError("ERR_SIMULATOR", `The simulator refused POST /runs: ${body}`);
  }

  /** Stops the simulator and waits until its process has ended. */
  async stop(): Promise<void> {
    await this.#call("POST", "stop");
    for (let waited = 0; this.isAlive(); waited += 20) {
      if (waited > patience) {
        throw new SimulatorError(
          "ERR_SIMULATOR",
          `Process ${this.pid} does not end. End it with \`kill -9 ${this.pid}\`.`,
        );
      }
      await sleep(20);
    }
  }

  #silence(cause: unknown): SimulatorError {
    const message = `The simulator (process ${this.pid}) does not answer. Start it again.`;
    return new SimulatorError("ERR_SIMULATOR", message, cause);
  }

  async #json<T>(method: string, path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.#call(method, path, init);
    return JSON.parse(await response.text());
  }

  async #call(
    method: string,
    path: string,
    init: RequestInit = {},
    accepted: readonly number[] = [],
  ): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#address.token}` };
    let response: Response;
    try {
      response = await fetch(`${this.#address.url}/${path}`, { ...init, method, headers });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw this.#silence(error);
    }
    if (response.ok || accepted.includes(response.status)) return response;
    throw new SimulatorError("ERR_SIMULATOR", `The simulator refused ${method} /${path}: ${await response.text()}`);
  }
}

/**
 * Waits for a response as long as it takes. `fetch` gives up after five minutes without headers, and functions may run for longer:
 * https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md (`headersTimeout`)
 */
function postPatiently(
  url: string,
  token: string,
  body: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly status: number; readonly body: string }>();
  const headers = { authorization: `Bearer ${token}` };
  const asked = request(url, { method: "POST", headers }, (response) => {
    text(response).then((whole) => resolve({ status: response.statusCode ?? 0, body: whole }), reject);
  });
  asked.once("error", reject).end(body);
  return promise;
}

/** The simulator that uses a folder, if one is running. */
export async function findSimulator(data: string): Promise<SimulatorClient | undefined> {
  const address = readAddress(data);
  if (address === undefined || !isAlive(address.pid)) return undefined;
  const client = new SimulatorClient(address);
  try {
    await client.state();
    return client;
  } catch (error) {
    // Another process may have the process id of one that was killed.
    if (error instanceof SimulatorError) return undefined;
    throw error;
  }
}

/**
 * Starts a simulator in a process of its own and waits until it is ready.
 *
 * @throws SimulatorError `ERR_BUSY` when one already uses the folder, `ERR_STORE` when the folder cannot be used.
 */
export async function startSimulator(options: StartOptions): Promise<SimulatorClient> {
  const { data, attached = false, basePort, inspectPort, root, seed, strict = false } = options;
  const flags = [
    ...["--data", data],
    ...(basePort === undefined ? [] : ["--base-port", String(basePort)]),
    ...(inspectPort === undefined ? [] : ["--inspect-port", String(inspectPort)]),
    ...(root === undefined ? [] : ["--root", root]),
    ...(seed === undefined ? [] : ["--seed", seed]),
    ...(strict ? ["--strict"] : []),
    ...(attached ? ["--attached"] : []),
  ];
  const log = openLog(data);
  // Detached, so that it leads a process group: Ctrl-C in a terminal does not reach it, and its children end with it.
  const child = spawn(process.execPath, [fileURLToPath(new URL("./main.ts", import.meta.url)), ...flags], {
    detached: true,
    // In an editor's debug terminal Miniflare would open other ports than the ones it is given.
    env: { ...process.env, VSCODE_INSPECTOR_OPTIONS: undefined },
    stdio: [attached ? "pipe" : "ignore", log, log, "ipc"],
  });
  closeSync(log);
  const report = await firstReport(child, join(data, "simulator.log"));
  release(child);
  if ("error" in report) throw new SimulatorError(report.error.code, report.error.message);
  const address = readAddress(data);
  if (address === undefined) throw new SimulatorError("ERR_SIMULATOR", `The simulator left no address in ${data}.`);
  return new SimulatorClient(address);
}

/** The hash of the archive at a path, as {@link SimulatorClient.replaceCode} takes it. */
export async function hashArchive(path: string): Promise<string> {
  return hashFiles(await readFiles(archiveAt(path), process.cwd()));
}

/** Opens the file that receives the process's unexpected output. */
function openLog(data: string): number {
  try {
    mkdirSync(data, { recursive: true });
    return openSync(join(data, "simulator.log"), "w");
  } catch (error) {
    const fix = "Check its permissions, or choose another folder.";
    throw new SimulatorError("ERR_STORE", `The folder ${data} cannot be written (${messageOf(error)}). ${fix}`, error);
  }
}

function firstReport(child: ChildProcess, log: string): Promise<StartReport> {
  return new Promise((resolve) => {
    const fail = (message: string): void =>
      resolve({ error: { code: "ERR_SIMULATOR", message: `${message} See ${log}.` } });
    child.once("message", (message: StartReport) => resolve(message));
    child.once("error", (error) => fail(`The simulator cannot be started: ${messageOf(error)}.`));
    child.once("exit", (code, signal) => fail(`The simulator ended while it started (${signal ?? code}).`));
  });
}

/** Lets this process end while the child runs. An attached child then sees its input close. */
function release(child: ChildProcess): void {
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
}

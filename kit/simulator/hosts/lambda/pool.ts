import type { Content } from "../../contract.ts";
import type { IdleWork } from "../idle-work.ts";
import { type FunctionConfiguration, failed, type Invocation, type LambdaResult, quotas } from "./configuration.ts";
import { Sandbox, type SandboxTools } from "./sandbox.ts";

/** How many processes of one function run at the same time on this machine: further requests wait. Lambda would start more. */
export const mostSandboxes = 10;
/** How long a request waits for a sandbox that has answered but not yet asked for more, in milliseconds. */
const patience = 50;
/** How long an idle sandbox is kept, unless it is the last one, in milliseconds. */
const idleTime = 60_000;

export interface PoolTools extends Omit<SandboxTools, "changed"> {
  readonly idleWork: IdleWork;
}

interface Waiting {
  readonly invocation: Invocation;
  readonly settle: (outcome: LambdaResult) => void;
}

/** The sandboxes of one function: started when they are needed, and reused. */
export class Pool {
  readonly configuration: FunctionConfiguration;
  readonly #tools: PoolTools;
  #code: Content;
  #current = new Set<Sandbox>();
  /** Sandboxes whose code has been replaced: they finish their requests. */
  readonly #retired = new Set<Sandbox>();
  /** A process without code, for the next cold start. */
  #standby: Sandbox | undefined;
  readonly #queue: Waiting[] = [];
  #running = 0;
  #stopped = false;
  /** Called when the last request has ended, while the pool is drained. */
  #whenIdle: (() => void) | undefined;

  constructor(configuration: FunctionConfiguration, tools: PoolTools) {
    this.configuration = configuration;
    this.#tools = tools;
    this.#code = configuration.code;
  }

  /** The number of requests in progress. */
  get running(): number {
    return this.#running;
  }

  get hasStandby(): boolean {
    return this.#standby !== undefined;
  }

  /**
   * Starts a process that loads everything except code, so that the next cold start or change of code is fast. A debugger
   * needs one with code to attach to.
   */
  prepare(): void {
    if (this.#stopped) return;
    if (this.#tools.inspector !== undefined && this.#current.size === 0) void this.#add();
    else this.#standby ??= this.#create();
  }

  /** Runs a request on a sandbox that is idle, or on a new one. */
  async invoke(invocation: Invocation): Promise<LambdaResult> {
    this.#running++;
    const outcome = await new Promise<LambdaResult>((settle) => {
      this.#queue.push({ invocation, settle });
      this.#balance();
    });
    if (outcome.kind === "stream") outcome.body.once("close", () => this.#finished());
    else this.#finished();
    return outcome;
  }

  /** Replaces the code. Requests in progress finish on the old code. */
  async replace(code: Content): Promise<void> {
    this.#code = code;
    for (const sandbox of this.#current) this.#retired.add(sandbox);
    this.#current = new Set();
    this.#retire();
    await this.#add();
  }

  /** Stops when the requests in progress have been answered. */
  async drain(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    await this.stop();
  }

  #finished(): void {
    this.#running--;
    if (this.#running === 0) this.#whenIdle?.();
  }

  /** Ends every process at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { settle } of this.#queue.splice(0)) settle(failed("Runtime.ExitError", "The function is gone."));
    const all = [...this.#current, ...this.#retired, ...(this.#standby === undefined ? [] : [this.#standby])];
    for (const sandbox of all) sandbox.kill();
    await Promise.all(all.map((sandbox) => sandbox.ended));
  }

  #create(): Sandbox {
    const sandbox: Sandbox = new Sandbox(this.configuration, {
      ...this.#tools,
      changed: () => this.#changed(sandbox),
    });
    const cancel = this.#tools.clock.after(quotas.sandboxTime, () => this.#expire(sandbox));
    void sandbox.ended.then(cancel);
    return sandbox;
  }

  #add(): Promise<void> {
    const standby = this.#standby;
    this.#standby = undefined;
    const sandbox = standby ?? this.#create();
    this.#current.add(sandbox);
    return sandbox.load(this.#code);
  }

  #changed(sandbox: Sandbox): void {
    if (sandbox.state === "gone") this.#forget(sandbox);
    else if (sandbox.state === "idle") this.#keepForAWhile(sandbox);
    this.#retire();
    this.#balance();
  }

  #forget(sandbox: Sandbox): void {
    const wasNeeded = this.#current.delete(sandbox) && sandbox.isFaulty;
    this.#retired.delete(sandbox);
    if (this.#standby === sandbox) this.#standby = undefined;
    // A sandbox that could not be initialised answers the request that it was started for with the reason.
    if (wasNeeded) this.#give(sandbox);
  }

  #give(sandbox: Sandbox): void {
    const next = this.#queue.shift();
    if (next !== undefined) void sandbox.invoke(next.invocation).then(next.settle);
  }

  /** Retires an old sandbox, so that the credentials of a function never expire. */
  #expire(sandbox: Sandbox): void {
    if (this.#standby === sandbox) sandbox.kill();
    if (this.#current.delete(sandbox)) this.#retired.add(sandbox);
    this.#retire();
  }

  #retire(): void {
    if (this.#retired.size === 0) return;
    this.#tools.idleWork.add(this.#retired, () => {
      for (const sandbox of this.#retired) if (sandbox.state === "idle" || sandbox.state === "starting") sandbox.kill();
    });
  }

  /** Assigns requests to sandboxes, and starts sandboxes for the requests that are left. */
  #balance(patient = true): void {
    if (this.#stopped) return;
    const all = [...this.#current];
    for (const sandbox of all) if (sandbox.state === "idle" && this.#queue.length > 0) this.#give(sandbox);
    if (this.#queue.length === 0) return;
    const finishing = all.filter((sandbox) => sandbox.state === "answered").length;
    const coming = all.filter((sandbox) => sandbox.state === "starting").length + (patient ? finishing : 0);
    const most = this.#tools.inspector === undefined ? mostSandboxes : 1;
    const wanted = Math.min(this.#queue.length - coming, most - all.length);
    for (let count = 0; count < wanted; count++) void this.#add();
    if (patient && finishing > 0) this.#tools.clock.after(patience, () => this.#balance(false));
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html says "some time" without a number. */
  #keepForAWhile(sandbox: Sandbox): void {
    const idleSince = sandbox.answers;
    this.#tools.clock.after(idleTime, () => {
      const isUnused = sandbox.state === "idle" && sandbox.answers === idleSince;
      const kept = [...this.#current].filter(({ state }) => state !== "ending");
      if (isUnused && kept.length > 1) sandbox.kill();
    });
  }
}

import type { Clock, Content, Inspectors, Sandboxes, Store } from "../../contract.ts";
import { Guard } from "../guard.ts";
import { IdleWork } from "../idle-work.ts";
import { nodeFlags, patientClock, withTime } from "../inspected.ts";
import {
  type FunctionConfiguration,
  type Invocation,
  type LambdaResult,
  type LogSink,
  quotas,
  type RoleCredentials,
} from "./configuration.ts";
import { type EventHooks, EventQueue } from "./event-queue.ts";
import { Pool } from "./pool.ts";

/** The maximum number of standby processes: each takes about 30 MB. */
const mostStandbys = 4;

export interface HostTools {
  readonly clock: Clock;
  readonly sandboxes: Sandboxes;
  readonly inspectors: Inspectors;
  /** Stores waiting events. */
  readonly store: Pick<Store, "values" | "putValue">;
  /** Settings and observers of events. @default Lambda's defaults, and no observers */
  readonly events?: EventHooks;
  /** The folder of the project, whose packages stand in for those that Lambda's runtimes include. */
  readonly project: string;
  /** Issues the credentials that a function signs its own requests with. They must outlast a sandbox. */
  credentials(configuration: FunctionConfiguration): RoleCredentials;
}

/** Runs functions in real processes, with the official Runtime Interface Client. */
export class LambdaHost {
  readonly #tools: HostTools;
  readonly #pools = new Map<string, Pool>();
  /** Pools of earlier configurations, with requests in progress. */
  readonly #old = new Set<Pool>();
  readonly #guard = new Guard();
  readonly #idleWork: IdleWork;
  readonly #events: EventQueue;

  constructor(tools: HostTools) {
    this.#tools = tools;
    this.#events = new EventQueue({
      ...{ ...tools.events, clock: tools.clock, store: tools.store },
      invoke: (arn, invocation) => this.invoke(arn, invocation),
      isBarred: (arn) => this.#pools.get(arn)?.configuration.reserved === 0,
    });
    this.#idleWork = new IdleWork(tools.clock);
  }

  /** Deploys a function, or replaces it: the old one finishes its requests. */
  deploy(configuration: FunctionConfiguration, log: LogSink): void {
    const old = this.#pools.get(configuration.arn);
    if (old !== undefined) {
      this.#old.add(old);
      void old.drain().then(() => this.#old.delete(old));
    }
    const { arn, name } = configuration;
    const { inspectors, clock } = this.#tools;
    const inspector = inspectors.open({ cloud: "aws", key: arn, name });
    const pool = new Pool(withTime(configuration, inspectors.wanted), {
      ...this.#tools,
      ...{ guard: this.#guard, idleWork: this.#idleWork, log, inspector },
      flags: nodeFlags(inspectors),
      clock: patientClock(clock, inspectors.wanted),
    });
    this.#pools.set(arn, pool);
    this.#prepare(pool);
    this.#events.resume(arn);
  }

  async remove(arn: string): Promise<void> {
    const pool = this.#pools.get(arn);
    this.#pools.delete(arn);
    this.#events.drop(arn);
    await pool?.stop();
    await this.#tools.inspectors.close(arn);
  }

  /** Whether the function is deployed. */
  isDeployed(arn: string): boolean {
    return this.#pools.has(arn);
  }

  /**
   * Runs a request. `undefined`: the function, or the account, has no concurrency left.
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
   */
  async invoke(arn: string, invocation: Invocation): Promise<LambdaResult | undefined> {
    const pool = this.#pools.get(arn);
    if (pool === undefined) throw new Error(`The function ${arn} is not deployed.`);
    if (pool.running >= this.#limitOf(pool)) return undefined;
    const outcome = pool.invoke(invocation);
    void outcome.then(() => {
      if (!pool.hasStandby) this.#idleWork.add(pool, () => this.#prepare(pool));
    });
    return outcome;
  }

  /**
   * Accepts an event for a function and returns before it runs: an invocation of type `Event`, which Lambda answers with 202.
   * The function runs as soon as concurrency is available, and again when it fails. Only {@link EventHooks.ended} reports how
   * the event ended; the function's log has the request id.
   * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
   */
  send(arn: string, invocation: Invocation): void {
    if (!this.#pools.has(arn)) throw new Error(`The function ${arn} is not deployed.`);
    this.#events.send(arn, invocation);
  }

  /** Replaces the code of a deployed function. */
  async replaceCode(arn: string, code: Content): Promise<void> {
    const pool = this.#pools.get(arn);
    await pool?.replace(code);
  }

  async stop(): Promise<void> {
    this.#events.stop();
    await Promise.all([...this.#pools.values(), ...this.#old].map((pool) => pool.stop()));
    this.#pools.clear();
    this.#old.clear();
    this.#idleWork.finish();
    this.#guard.stop();
  }

  #prepare(pool: Pool): void {
    const others = [...this.#pools.values()].filter((other) => other !== pool && other.hasStandby).length;
    if (others < mostStandbys || this.#tools.inspectors.wanted) pool.prepare();
  }

  #limitOf(pool: Pool): number {
    if (pool.configuration.reserved !== undefined) return pool.configuration.reserved;
    let left: number = quotas.concurrency;
    for (const other of this.#pools.values()) {
      if (other !== pool) left -= other.configuration.reserved ?? other.running;
    }
    return left;
  }
}

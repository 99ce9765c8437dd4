import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Content, Inspector, InvocationResult, World } from "../../contract.ts";
import { messageOf } from "../../errors.ts";
import { IdleWork } from "../idle-work.ts";
import { patientClock } from "../inspected.ts";
import type { AppConfiguration } from "./configuration.ts";
import type { FunctionEvent, TriggeredFunction } from "./events.ts";
import { answer, type FrontedApp } from "./front.ts";
import type { StandbyPool, WorkerResult } from "./instance.ts";
import { Release } from "./release.ts";
import { nextAttempt } from "./retries.ts";
import type { RetryContext } from "./worker-process.ts";

/** How an invocation of an app's function ended. */
export type AppInvocation = InvocationResult & {
  /** Whether the instance that ran it is gone. @default false */
  readonly isLost?: boolean;
};

/** A function app, which the platform runs for one `Microsoft.Web/sites` resource. */
export class FunctionApp implements FrontedApp {
  readonly #world: World;
  readonly #pool: StandbyPool;
  readonly #idleWork: IdleWork;
  readonly #inspector: Inspector | undefined;
  /** The clock that its requests are timed by. */
  readonly #clock: Clock;
  #configuration: AppConfiguration;
  #release: Release | undefined;
  /** Releases that are only finishing requests. */
  readonly #retiring = new Set<Release>();
  /** Functions that end the waits for retries. */
  readonly #waits = new Set<() => void>();
  #isStopped = false;
  #failure: string | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(configuration: AppConfiguration, world: World, pool: StandbyPool) {
    this.#configuration = configuration;
    this.#world = world;
    this.#pool = pool;
    this.#idleWork = new IdleWork(world.clock);
    const { name } = configuration;
    this.#inspector = world.inspectors.open({ cloud: "azure-native", key: name, name });
    this.#clock = patientClock(world.clock, world.inspectors.wanted);
  }

  get configuration(): AppConfiguration {
    return this.#configuration;
  }

  /** Why the host is not running, if it is not. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The release that serves requests. `undefined` before the first deployment. */
  get release(): Release | undefined {
    return this.#release;
  }

  /** Sets a new configuration. It applies to the code from the next deployment on, and to the front at once. */
  configure(configuration: AppConfiguration): void {
    this.#configuration = configuration;
  }

  /**
   * Replaces the code. Requests go to the new code as soon as it has started; those in progress finish on the old code.
   * Deployments take effect in the order of the calls.
   */
  deploy(code: Content): Promise<void> {
    this.#work = this.#work.then(() => this.#deploy(code));
    return this.#work;
  }

  /** Makes the app fail: the host cannot start, for a reason that is written to its logs. */
  fail(reason: string): Promise<void> {
    this.#work = this.#work.then(() => this.#switch(undefined, reason));
    return this.#work;
  }

  /** Answers a request; one to an app whose first code is still starting waits for it, as for a cold start, and does not get a 404. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#release === undefined && this.#failure === undefined) await this.#work;
    return answer(this, request, response, this.#clock);
  }

  /** The functions whose triggers the host listens to: none while the app is stopped or the host is not running. */
  get functions(): readonly TriggeredFunction[] {
    return this.#configuration.isEnabled ? (this.#release?.functions ?? []) : [];
  }

  /**
   * Runs a function for an event of its trigger, on the same instances and with the same limits as requests. A function that
   * fails is retried by the policy that its app has registered for it, as the host does for timers and streams; other retries
   * are up to the trigger. Resolves with the last attempt.
   */
  async invoke(name: string, event: FunctionEvent): Promise<AppInvocation> {
    let retryContext: RetryContext | undefined;
    for (let retries = 0; ; retries += 1) {
      const result = await this.#attempt(name, event, retryContext);
      const called = this.functions.find((each) => each.name === name);
      if (result.ok || called === undefined) return result;
      const next = nextAttempt(called.trigger.type, called.retry, retries, result.failure);
      if (next === undefined) return result;
      await this.#wait(next.delay);
      if (this.#isStopped) return result;
      retryContext = next.context;
    }
  }

  /** Runs a function once, by hand: retry policies apply to triggers only. */
  invokeOnce(name: string, event: FunctionEvent): Promise<InvocationResult> {
    return this.#attempt(name, event);
  }

  async #attempt(name: string, event: FunctionEvent, retryContext?: RetryContext): Promise<AppInvocation> {
    const id = randomUUID();
    const release = this.#release;
    const trigger = this.functions.find((each) => each.name === name)?.trigger;
    if (release === undefined || trigger === undefined)
      return { ok: false, id, failure: `The app has no function ${name} that can run.` };
    const inputs = [{ name: trigger.name, data: event.data }];
    const retry = retryContext === undefined ? {} : { retryContext };
    release.log(`Executing 'Functions.${name}' (Reason='${event.reason}', Id=${id})`);
    const started = performance.now();
    const outcome = await release.run(name, ({ instance }) =>
      instance.invoke({ name, inputs, triggerMetadata: event.metadata ?? {}, ...retry }, id),
    );
    const failed = failureOf(outcome ?? { failure: "Function host is not running." });
    if (failed !== undefined) {
      release.logFailure(name, id, failed.failure);
      return { ok: false, id, ...failed };
    }
    const duration = Math.round(performance.now() - started);
    release.log(`Executed 'Functions.${name}' (Succeeded, Id=${id}, Duration=${duration}ms)`);
    return { ok: true, id };
  }

  /** Waits until the next attempt, or until the app is stopped. */
  async #wait(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#world.clock.after(milliseconds, resolve);
    this.#waits.add(resolve);
    await promise;
    this.#waits.delete(resolve);
    cancel();
  }

  /** Writes a line to the app's logs: from the host, or from an instance that runs some code. */
  log(text: string, code?: string): void {
    const { logs, clock } = this.#world;
    const about = code === undefined ? {} : { code };
    logs.append({ cloud: "azure-native", group: this.#configuration.name, time: clock.now(), text, ...about });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const resume of this.#waits) resume();
    await this.#work;
    const releases = [...this.#retiring, ...(this.#release === undefined ? [] : [this.#release])];
    this.#release = undefined;
    await Promise.all(releases.map((release) => release.stop()));
    this.#idleWork.finish();
  }

  async #deploy(code: Content): Promise<void> {
    const tools = {
      ...{ clock: this.#clock, sandboxes: this.#world.sandboxes, pool: this.#pool },
      ...{ idleWork: this.#idleWork, inspector: this.#inspector, log: (text: string) => this.log(text, code.hash) },
    };
    try {
      const release = new Release(this.#configuration, code.files, tools);
      await release.start();
      this.#switch(release, undefined);
    } catch (error) {
      this.#switch(undefined, messageOf(error));
    }
  }

  #switch(release: Release | undefined, failure: string | undefined): void {
    if (failure !== undefined) this.log(`The Functions host does not start: ${failure}`);
    const old = this.#release;
    this.#release = release;
    this.#failure = failure;
    if (old !== undefined) void this.#retire(old);
  }
  async #retire(release: Release): Promise<void> {
    this.#retiring.add(release);
    await release.retire();
    this.#retiring.delete(release);
  }
}

function failureOf(outcome: WorkerResult): Extract<WorkerResult, { readonly failure: string }> | undefined {
  return "failure" in outcome ? outcome : undefined;
}

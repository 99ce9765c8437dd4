import { numberAt, requiredText, textAt, textsAt } from "../../../contract/read.ts";
import { CloudError, type InvocationResult, type StoredResource, type World } from "../../../contract.ts";
import { secondsOf, within } from "../durations.ts";
import type { FunctionsService } from "../functions/index.ts";
import type { Tokens } from "../iam/index.ts";

/** The wait before the first retry, and the longest, in seconds. https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#RetryConfig */
const backoff = { first: 5, longest: 3_600, doublings: 5 } as const;

/** Calls the targets of jobs, one call of a job at a time, and retries failed calls. */
export class Runner {
  readonly #world: World;
  readonly #functions: FunctionsService;
  readonly #tokens: Tokens;
  /** Jobs whose target is being called, with the next scheduled time that is waiting, if any. */
  readonly #busy = new Map<string, number | undefined>();
  /** Functions that cancel the waiting retry of a job. */
  readonly #retries = new Map<string, () => void>();
  #stopped = false;

  constructor(world: World, functions: FunctionsService, tokens: Tokens) {
    this.#world = world;
    this.#functions = functions;
    this.#tokens = tokens;
  }

  /**
   * Calls a job's target for a time. "Cloud Scheduler does not start a new execution of a job while the previous one is under
   * way": it follows that execution. A waiting retry is dropped for it.
   * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job.FIELDS.schedule
   */
  async run(job: StoredResource, scheduledTime: number): Promise<void> {
    this.#cancelRetry(job.id);
    if (this.#busy.has(job.id)) {
      this.#busy.set(job.id, scheduledTime);
      return;
    }
    await this.#attempt(job, scheduledTime, 0);
  }

  /**
   * Forces a run of a job, "even if the job is already running". It is not retried.
   * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs/run
   */
  async force(job: StoredResource, scheduledTime: number): Promise<InvocationResult> {
    const failure = await this.#call(job, scheduledTime);
    if (failure === undefined) return { ok: true };
    this.#log(job, failure);
    return { ok: false, failure };
  }

  /** Drops the waiting runs and retries of a job. */
  forget(id: string): void {
    this.#cancelRetry(id);
    if (this.#busy.has(id)) this.#busy.set(id, undefined);
  }

  stop(): void {
    this.#stopped = true;
    for (const id of [...this.#retries.keys()]) this.#cancelRetry(id);
  }

  async #attempt(job: StoredResource, scheduledTime: number, retries: number): Promise<void> {
    this.#busy.set(job.id, undefined);
    const failure = await this.#call(job, scheduledTime);
    const next = this.#busy.get(job.id);
    this.#busy.delete(job.id);
    if (failure !== undefined) this.#log(job, failure);
    if (this.#stopped) return;
    if (next !== undefined) return this.run(job, next);
    if (failure !== undefined && retries < (numberAt(job.inputs, "retryConfig.retryCount") ?? 0)) {
      this.#retryLater(job, scheduledTime, retries);
    }
  }

  #retryLater(job: StoredResource, scheduledTime: number, retries: number): void {
    const first = secondsOf(textAt(job.inputs, "retryConfig.minBackoffDuration") ?? "") ?? backoff.first;
    const wait = Math.min(first * 2 ** Math.min(retries, backoff.doublings), Math.max(first, backoff.longest));
    const cancel = this.#world.clock.after(wait * 1_000, () => {
      this.#retries.delete(job.id);
      void this.#attempt(job, scheduledTime, retries + 1);
    });
    this.#retries.set(job.id, cancel);
  }

  #cancelRetry(id: string): void {
    this.#retries.get(id)?.();
    this.#retries.delete(id);
  }

  /** Calls the target once. Returns what went wrong, if anything did. */
  async #call(job: StoredResource, scheduledTime: number): Promise<string | undefined> {
    const { inputs } = job;
    const uri = requiredText(inputs, "httpTarget.uri");
    const deadline = secondsOf(textAt(inputs, "attemptDeadline") ?? "") ?? 180;
    try {
      const headers = await this.#headersFor(job, scheduledTime, uri);
      const body = Buffer.from(textAt(inputs, "httpTarget.body") ?? "", "base64");
      const method = textAt(inputs, "httpTarget.httpMethod") ?? "POST";
      const call: Promise<InvocationResult> = this.#functions.call({ url: uri, method, headers, body });
      const late = { ok: false, failure: `URL_TIMEOUT: the target did not answer within ${deadline} s.` } as const;
      const result = await within(this.#world.clock, deadline, call, late);
      return result.ok ? undefined : result.failure;
    } catch (error) {
      if (error instanceof CloudError) return `${error.code}: ${error.message}`;
      throw error;
    }
  }

  /** https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget.FIELDS.headers */
  async #headersFor({ inputs }: StoredResource, scheduledTime: number, uri: string): Promise<Record<string, string>> {
    const account = textAt(inputs, "httpTarget.oidcToken.serviceAccountEmail");
    const audience = textAt(inputs, "httpTarget.oidcToken.audience") ?? uri;
    const token = account === undefined ? undefined : await this.#tokens.identity(account, audience);
    return {
      "content-type": "application/octet-stream",
      ...lowered(textsAt(inputs, "httpTarget.headers")),
      "user-agent": "Google-Cloud-Scheduler",
      "x-cloudscheduler": "true",
      "x-cloudscheduler-jobname": requiredText(inputs, "name"),
      "x-cloudscheduler-scheduletime": new Date(scheduledTime).toISOString().replace(".000Z", "Z"),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }

  #log({ inputs }: StoredResource, failure: string): void {
    const { logs, clock } = this.#world;
    const job = requiredText(inputs, "name");
    const text = JSON.stringify({ severity: "ERROR", message: `The job ${job} failed: ${failure}` });
    logs.append({ cloud: "gcp", group: job, time: clock.now(), text });
  }
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

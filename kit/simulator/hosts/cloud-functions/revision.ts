import { type Clock, CloudError } from "../../contract.ts";
import type { IdleWork } from "../idle-work.ts";
import { type FrontEndResponse, rateExceeded, unavailable } from "./answers.ts";
import { Instance, type InstanceHost } from "./instance.ts";
import type { RevisionSettings } from "./settings.ts";

/** How long a request waits for an instance. https://cloud.google.com/run/docs/about-instance-autoscaling#max-instances */
const longestWait = 10_000;
/** How long an instance without requests is kept. https://cloud.google.com/run/docs/about-instance-autoscaling#idle-instances */
const longestIdle = 15 * 60_000;

type Waiting = (outcome: Instance | FrontEndResponse) => void;

/** What a revision needs from the host. */
interface RevisionHost extends InstanceHost {
  readonly idleWork: IdleWork;
}

/** One deployed version of a function: up to {@link RevisionSettings.maxInstances} instances, and the requests that wait for one. */
export class Revision {
  readonly settings: RevisionSettings;
  readonly #host: RevisionHost;
  readonly #instances = new Set<Instance>();
  readonly #waiting = new Set<Waiting>();
  readonly #idle = new Map<Instance, () => void>();
  #starting = 0;
  #retired = false;

  constructor(settings: RevisionSettings, host: RevisionHost) {
    this.settings = settings;
    this.#host = host;
  }

  /**
   * Starts the first instance, to check that the function can run at all.
   * @throws CloudError `INVALID_ARGUMENT` when it cannot.
   */
  async prove(): Promise<void> {
    try {
      await this.#add();
    } catch (error) {
      throw this.#unhealthy(error);
    }
  }

  /** The clock that its requests are timed by. */
  get clock(): Clock {
    return this.#host.clock;
  }

  /** Starts the minimum number of instances. */
  warm(): void {
    for (let count = this.#instances.size + this.#starting; count < this.#fewest; count += 1) this.#grow();
  }

  /** An instance with room for one more request, to be returned with {@link release}; or the answer if none is available. */
  acquire(): Promise<Instance | FrontEndResponse> {
    const free = this.#free();
    if (free !== undefined) return Promise.resolve(this.#occupy(free));
    return new Promise((resolve) => {
      const cancel = this.#host.clock.after(longestWait, () => settle(rateExceeded));
      const settle: Waiting = (outcome) => {
        this.#waiting.delete(settle);
        cancel();
        resolve(outcome);
      };
      this.#waiting.add(settle);
      this.#growForWaiting();
    });
  }

  release(instance: Instance): void {
    instance.active -= 1;
    if (!this.#instances.has(instance)) return;
    this.#serveWaiting();
    if (instance.active === 0) this.#rest(instance);
  }

  /** Accepts no new requests; instances end with their last request. */
  retire(): void {
    this.#retired = true;
    this.#host.idleWork.add(this, () => {
      for (const instance of this.#instances) if (instance.active === 0) instance.kill();
    });
  }

  /** Ends every instance now. */
  async stop(): Promise<void> {
    this.#retired = true;
    for (const instance of this.#instances) instance.kill();
    await Promise.all([...this.#instances].map((instance) => instance.ended));
  }

  /** A debugger needs exactly one instance to attach to, so that every request stops at a breakpoint. */
  get #fewest(): number {
    return this.#host.inspector === undefined ? this.settings.minInstances : 1;
  }

  #free(): Instance | undefined {
    return [...this.#instances].find((instance) => !instance.gone && instance.active < this.settings.concurrency);
  }

  #occupy(instance: Instance): Instance {
    this.#idle.get(instance)?.();
    this.#idle.delete(instance);
    instance.active += 1;
    return instance;
  }

  #rest(instance: Instance): void {
    if (this.#retired) instance.kill();
    else if (this.#instances.size > this.settings.minInstances) {
      this.#idle.set(
        instance,
        this.#host.clock.after(longestIdle, () => instance.kill()),
      );
    }
  }

  /** Starts an instance, unless enough are starting for the waiting requests, or the maximum is reached. */
  #growForWaiting(): void {
    const wanted = Math.ceil(this.#waiting.size / this.settings.concurrency);
    const most = this.#host.inspector === undefined ? this.settings.maxInstances : 1;
    if (this.#starting < wanted && this.#instances.size + this.#starting < most) this.#grow();
  }

  #grow(): void {
    this.#add().catch((error: unknown) => {
      this.#host.report("ERROR", this.#unhealthy(error).message);
      for (const settle of [...this.#waiting]) settle(unavailable);
    });
  }

  async #add(): Promise<void> {
    this.#starting += 1;
    try {
      const instance = await Instance.start(this.settings, this.#host);
      this.#instances.add(instance);
      void instance.ended.then(() => this.#forget(instance));
      this.#rest(instance);
      this.#serveWaiting();
    } finally {
      this.#starting -= 1;
    }
    const { standby, idleWork } = this.#host;
    idleWork.add(standby, () => standby.prepare());
  }

  #forget(instance: Instance): void {
    this.#instances.delete(instance);
    this.#idle.get(instance)?.();
    this.#idle.delete(instance);
    if (this.#retired) return;
    if (this.#waiting.size > 0) this.#growForWaiting();
    else this.warm();
  }

  #serveWaiting(): void {
    for (const settle of [...this.#waiting]) {
      const free = this.#free();
      if (free === undefined) return;
      settle(this.#occupy(free));
    }
  }

  /** https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start */
  #unhealthy(cause: unknown): CloudError {
    const { service, revision } = this.settings;
    const lines = cause instanceof Error ? cause.message : String(cause);
    const message =
      `Could not create or update Cloud Run service ${service}, Container Healthcheck failed. ` +
      `Revision '${revision}' is not ready and cannot serve traffic. The user-provided container failed to start and ` +
      "listen on the port defined provided by the PORT environment variable within the allocated timeout. " +
      `Logs for this revision might contain more information:\n${lines}`;
    return Object.assign(new CloudError("INVALID_ARGUMENT", message), { cause });
  }
}

import { type IncomingMessage, type RequestOptions, request as send } from "node:http";
import type { Clock, Inspector, World } from "../../contract.ts";
import { residentMemory } from "../memory.ts";
import type { InstanceProcess, Stream } from "./instance-process.ts";
import { environmentOf, type RevisionSettings } from "./settings.ts";
import type { Standby } from "./standby.ts";

/** https://cloud.google.com/run/docs/configuring/healthchecks#tcp-default */
const startupTimeout = 240_000;
const memoryInterval = 100;
/** How long after its connections broke the end of a process may be reported, in milliseconds. */
const settleTime = 30;
/** How many lines of a failed start's output are reported. */
const linesToTell = 12;
const megabyte = 1_048_576;
/** The memory that the buildpack reserves for everything except V8's heap, in MB: `nodeJSHeadroomMB` in its functions_framework/main.go. */
const headroom = 64;

/** What instances need of the host. */
export interface InstanceHost {
  readonly world: Pick<World, "sandboxes" | "code">;
  readonly standby: Standby;
  readonly clock: Clock;
  /** What debuggers of the function attach to. @default debugging is off */
  readonly inspector: Inspector | undefined;
  /** Host and port of the metadata server for an identity. */
  metadata(identity: RevisionSettings["identity"]): Promise<string>;
  /** Receives a line of the function. */
  output(stream: Stream, line: string): void;
  /** Receives a line of the platform. */
  report(severity: "INFO" | "WARNING" | "ERROR", message: string): void;
}

/** One running instance of a revision: a process in a folder of its own, behind a local port. */
export class Instance {
  /** The number of requests that it is handling. */
  active = 0;
  /** Resolves, with the reason, when it has ended. */
  readonly ended: Promise<string>;
  readonly #process: InstanceProcess;
  #isKilled = false;
  readonly #port: number;

  private constructor(process: InstanceProcess, port: number, ended: Promise<string>) {
    this.#process = process;
    this.#port = port;
    this.ended = ended;
  }

  /** @throws Error with the last lines it wrote when the function does not start listening on its port. */
  static async start(settings: RevisionSettings, host: InstanceHost): Promise<Instance> {
    const [folder, metadata] = await Promise.all([
      host.world.sandboxes.create(host.world.code.files(settings.code)),
      host.metadata(settings.identity),
    ]);
    const environment = environmentOf(settings, metadata);
    const process = host.standby.take(environment);
    const said: string[] = [];
    process.onLine = (stream, line) => {
      said.push(line);
      host.output(stream, line);
    };
    const heap = Math.max(32, Math.floor(settings.memory / megabyte) - headroom);
    process.onInspector = (target) => host.inspector?.follow(target);
    process.assign({ folder, environment, heap, inspect: host.inspector !== undefined });
    const stopWatching = watchMemory(process, settings.memory, host);
    const ended = process.exited.then(async (reason) => {
      stopWatching();
      await host.world.sandboxes.remove(folder);
      return reason;
    });
    try {
      const port = await listening(process, host.clock);
      process.onLine = (stream, line) => host.output(stream, line);
      return new Instance(process, port, ended);
    } catch (cause) {
      await ended;
      throw new Error(said.slice(-linesToTell).join("\n"), { cause });
    }
  }

  /** Passes a request on. */
  request(options: RequestOptions, onResponse: (response: IncomingMessage) => void) {
    // A connection of its own: the function might close a kept-alive one just when it is used again.
    return send({ ...options, host: "127.0.0.1", port: this.#port, agent: false }, onResponse);
  }

  /** Whether the process has ended or was told to: it takes no more requests. */
  get gone(): boolean {
    return this.#isKilled || this.#process.gone;
  }

  /** Resolves when it is known whether a broken connection was the end of the process. */
  async settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, settleTime);
    await Promise.race([promise, this.#process.exited]);
    clearTimeout(timer);
  }

  kill(): void {
    this.#isKilled = true;
    this.#process.kill();
  }
}

/** The port of a function, once it listens. Replaces the default startup probe, which tries to connect until it succeeds. */
async function listening(process: InstanceProcess, clock: Clock): Promise<number> {
  let isLate = false;
  const cancel = clock.after(startupTimeout, () => {
    isLate = true;
    process.kill();
  });
  const gone = process.exited.then((reason) => {
    throw new Error(isLate ? "startup timeout" : reason);
  });
  return Promise.race([process.listening, gone]).finally(cancel);
}

/** Ends a process that uses more memory than its limit. https://cloud.google.com/run/docs/configuring/services/memory-limits */
function watchMemory(process: InstanceProcess, limit: number, host: InstanceHost): () => void {
  const timer = setInterval(() => {
    const used = process.pid === undefined || process.gone ? undefined : residentMemory(process.pid);
    if (used === undefined || used * megabyte <= limit) return;
    const [most, now] = [Math.floor(limit / megabyte), Math.ceil(used)];
    host.report(
      "ERROR",
      `Memory limit of ${most} MiB exceeded with ${now} MiB used. Consider increasing the memory limit, ` +
        "see https://cloud.google.com/run/docs/configuring/memory-limits",
    );
    process.kill();
  }, memoryInterval);
  timer.unref();
  return () => clearInterval(timer);
}

import type { AnySet, Cloud } from "../spec/index.ts";
import type { Environment } from "./links.ts";
import { createLogger, type Logger, type LogLevel, type WriteLog } from "./logger.ts";
import { labelsOf, type Origin } from "./origin.ts";

/** What every handler knows of the run that it is called for, whatever has triggered it. */
export interface InvocationContext extends Origin {
  /** The id of this run. It is in every log line. */
  readonly id: string;
  /**
   * The id of the request, or of the run, that began the chain of runs: it travels with messages, and is in every log line of
   * every function on the way. For a request it is the caller's `x-request-id`, otherwise the platform's id.
   */
  readonly requestId: string;
  /**
   * The caller's place in a trace, to be passed on to other services: the `traceparent` header of the request that began the
   * chain. Undefined without one. https://www.w3.org/TR/trace-context/#traceparent-header
   */
  readonly traceparent?: string;
  /** When the run must be over, in milliseconds since 1970. */
  readonly deadline: number;
  /** Writes log lines that carry the run's id. */
  readonly log: Logger;
  /** Whether this is the first run of this instance. */
  readonly coldStart: boolean;
  readonly cloud: Cloud;
  /** The name of the function set. */
  readonly set: string;
  /** The name of the function. */
  readonly function: string;
  /** Milliseconds until {@link deadline}, never below 0. */
  remaining(): number;
  /**
   * Work that the result does not need. Its failure is logged.
   *
   * AWS, Google Cloud and Azure may stop an instance once it is done, so there the end of the run waits for the work, until
   * the deadline at most. Workers go on for up to 30 seconds:
   * https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
   */
  waitUntil(work: Promise<unknown>): void;
}

/** What an adapter knows of one run, apart from its trigger. */
export interface Invocation {
  /** The platform's id of the run. */
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
  readonly write: WriteLog;
  waitUntil(work: Promise<unknown>): void;
}

/** Where a function runs. */
export interface Platform {
  readonly cloud: Cloud;
  readonly environment: Environment;
  /** The log service's own name of each level. @default none */
  readonly severity?: Readonly<Record<LogLevel, string>>;
}

/** What a handler's file exports, whatever its trigger. */
export interface Definition {
  /** The version of this shape. */
  readonly fourfold: 1;
  /** The set. In a bundle only its name is left. */
  readonly set: Pick<AnySet, "name">;
  readonly name: string;
}

/** How errors name the function. */
export function titleOf({ set, name }: Definition): string {
  return `Function "${name}" of set "${set.name}"`;
}

/** Makes the context of one run after the other. `L` are further labels of its log lines. */
export type MakeContext = <L extends object>(
  labels: L,
  origin: Origin,
  invocation: Invocation,
) => L & Omit<InvocationContext, "id">;

/** Called once for each instance: its first run is the cold one. */
export function createContexts({ set, name }: Definition, { cloud, severity }: Platform): MakeContext {
  let coldStart = true;
  return (own, origin, { deadline, write, waitUntil }) => {
    const labels = { ...own, set: set.name, function: name, cloud, coldStart };
    const log = createLogger({ ...labelsOf(origin), ...labels }, write, severity);
    coldStart = false;
    return {
      ...origin,
      ...labels,
      deadline,
      log,
      remaining: () => Math.max(0, deadline - Date.now()),
      waitUntil(work) {
        waitUntil(Promise.resolve(work).catch((error) => log.error("Background work failed.", { error })));
      },
    };
  };
}

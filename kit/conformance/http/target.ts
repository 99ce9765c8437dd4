import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import type { LogAccess, LogEntry } from "../log.ts";
import { type RawAnswer, sendRaw } from "./raw.ts";

/** What a deployment results in. */
export interface Deployed {
  readonly cloud: Cloud;
  /** Whether it was deployed to stream. */
  readonly streaming: boolean;
  /** Whether it is several functions behind routes. @default false */
  readonly routed?: boolean;
  /** The name of its set. */
  readonly set: string;
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** @default no access to logs */
  readonly logs?: LogAccess;
}

/** A deployed function that behaviours are checked on. */
export interface Target extends Deployed {
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends bytes that no client library would send. */
  raw(...lines: readonly string[]): Promise<RawAnswer>;
}

/**
 * How long an answer may take, in milliseconds. A function that is cut off after 3 seconds must still be able to answer, even
 * when it starts cold on the other side of the world.
 */
const patience = 30_000;

/** Adds the ways to call a deployed function. */
export function toTarget(deployed: Deployed): Target {
  const { url } = deployed;
  return {
    ...deployed,
    ask(path, init = {}) {
      const late = AbortSignal.timeout(patience);
      const signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
      // A redirect is an answer like any other.
      return fetch(url + path, { redirect: "manual", ...init, signal });
    },
    raw: (...lines) => sendRaw(url, lines, patience),
  };
}

/** A target that counts what is sent to it. */
export interface CountingTarget extends Target {
  /** How many requests were sent so far. */
  requests(): number;
}

export function countRequests(target: Target): CountingTarget {
  let count = 0;
  return {
    ...target,
    ask(path, init) {
      count += 1;
      return target.ask(path, init);
    },
    raw(...lines) {
      count += 1;
      return target.raw(...lines);
    },
    requests: () => count,
  };
}

/** The log lines of a request, once there are as many as expected: clouds show them a moment later. */
export async function linesOf({ logs }: Target, requestId: string, count: number): Promise<readonly LogEntry[]> {
  if (logs === undefined) throw new TypeError("The target has no access to logs.");
  for (const until = Date.now() + logs.patience; ; ) {
    const lines = (await logs.read()).filter((line) => line.requestId === requestId);
    if (lines.length >= count || Date.now() > until) return lines;
    await setTimeout(logs.patience / 200);
  }
}

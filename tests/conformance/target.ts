import type { Cloud } from "fourfold";
import { type RawAnswer, sendRaw } from "./raw.ts";

/** A log line of the run time, as JSON. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** A deployed function that behaviours are tried on. */
export interface Target {
  readonly cloud: Cloud;
  /** Whether it was deployed to stream. */
  readonly streaming: boolean;
  /** The name of its set. */
  readonly set: string;
  /** Its address, without a slash at the end. */
  readonly url: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends bytes that no client library would send. */
  raw(...lines: readonly string[]): Promise<RawAnswer>;
  /** The log lines the run time wrote so far. */
  logs(): Promise<readonly LogEntry[]>;
}

/** What a deployment gives. */
export interface Deployed extends Pick<Target, "cloud" | "streaming" | "set" | "url" | "logs"> {}

/** Adds to a deployed function the ways to ask it. */
export function toTarget(deployed: Deployed): Target {
  const { url } = deployed;
  return {
    ...deployed,
    // A redirect is an answer like any other.
    ask: (path, init) => fetch(url + path, { redirect: "manual", signal: AbortSignal.timeout(15_000), ...init }),
    raw: (...lines) => sendRaw(url, lines),
  };
}

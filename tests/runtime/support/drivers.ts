import fs from "node:fs";

/** A request as a client sends it. */
export interface Sent {
  readonly method?: string;
  /** Path and query, as on the request line. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string;
}

/** A response as a client sees it. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly cookies: readonly string[];
  readonly body: Buffer;
  /** The log lines of the request. */
  readonly logs: readonly LogEntry[];
}

export interface LogEntry {
  readonly level: string;
  readonly message: string;
  readonly requestId: string;
  readonly [field: string]: unknown;
}

/** Plays one platform's part around an adapter. */
export interface Driver {
  readonly cloud: string;
  open(): Promise<void>;
  send(sent: Sent): Promise<Received>;
  close(): Promise<void>;
}

export function parseLog(text: string): readonly LogEntry[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith('{"time"'))
    .map((line) => JSON.parse(line));
}

/**
 * Runs something and returns what it wrote to the standard output, which goes no further if it is a log line: through
 * `process.stdout`, or without it, as the adapter for AWS does to save the time that it takes to load.
 */
export async function capture<T>(run: () => Promise<T>): Promise<readonly [result: T, logs: readonly LogEntry[]]> {
  const { write } = process.stdout;
  const { writeSync } = fs;
  let text = "";
  process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]) => {
    if (!String(chunk).startsWith('{"time"')) return Reflect.apply(write, process.stdout, [chunk, ...rest]);
    text += String(chunk);
    return true;
  };
  const intercept = (fd: number, chunk: Uint8Array, ...rest: never[]): number => {
    if (fd !== 1 || !String(chunk).startsWith('{"time"')) return Reflect.apply(writeSync, fs, [fd, chunk, ...rest]);
    text += String(chunk);
    return chunk.byteLength;
  };
  Object.assign(fs, { writeSync: intercept });
  try {
    const result = await run();
    return [result, parseLog(text)];
  } finally {
    process.stdout.write = write;
    Object.assign(fs, { writeSync });
  }
}

/** Puts the light classes in place of the native ones; returns what undoes it. */
export async function useLightClasses(): Promise<() => void> {
  const { Headers, Request, Response, fetch } = globalThis;
  const { LightHeaders } = await import("../../../kit/runtime/light/headers.ts");
  const { LightRequest } = await import("../../../kit/runtime/light/request.ts");
  const { LightResponse } = await import("../../../kit/runtime/light/response.ts");
  const { lightFetch } = await import("../../../kit/runtime/light/fetch.ts");
  Object.assign(globalThis, {
    Headers: LightHeaders,
    Request: LightRequest,
    Response: LightResponse,
    fetch: lightFetch,
  });
  return () => Object.assign(globalThis, { Headers, Request, Response, fetch });
}

export const environment = { FOURFOLD_FLAGS: '{"beta":true}' };

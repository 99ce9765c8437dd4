import { readFileSync } from "node:fs";
import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError, findPattern, parseRoutes } from "../../spec/index.ts";
import { localAddress } from "../checks/addresses.ts";
import { type DeployedFunction, titleOf } from "../deployed-functions.ts";
import { type FileRequest, parseRequestFile } from "./request-file.ts";

/** What came of one call. */
export interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

/** @returns nothing where no file is named. */
export function readRequest(file: string | undefined): FileRequest | undefined {
  if (file === undefined) return undefined;
  try {
    return parseRequestFile(readFileSync(file === "-" ? 0 : file, "utf8"), file === "-" ? "The standard input" : file);
  } catch (cause) {
    if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "ENOENT") throw cause;
    throw new FourfoldError("ERR_USAGE", {
      where: "--request",
      what: `the file ${file} does not exist.`,
      fix: "Name one that does.",
      cause,
    });
  }
}

/** @throws FourfoldError `ERR_USAGE` for a path that leads to another function, or nowhere. */
export function requireRoute(fn: DeployedFunction, path: string): void {
  const { cloud, set, name, routes = {} } = fn;
  const patterns = parseRoutes(routes, `Set "${set}"`);
  const target = findPattern(patterns, new URL(`http://function.example${path}`).pathname)?.target;
  if (patterns.length === 0 || target === name) return;
  const where = `${cloud}: ${titleOf(fn)}`;
  const what = `${path} leads to ${target === undefined ? "no function" : `"${target}"`}, and not to "${name}".`;
  const own = new Set(patterns.filter((pattern) => pattern.target === name).map(({ route }) => route));
  throw new FourfoldError("ERR_USAGE", { where, what, fix: `Ask for a path of its routes: ${[...own].join(", ")}.` });
}

/** @throws FourfoldError `ERR_USAGE` for what no client can send, such as GET with a body. */
function toRequest(base: string, { method, path, headers, body }: FileRequest): Request {
  try {
    const given = headers.map(([name, value]): [string, string] => [name, value]);
    const init = { method, headers: given, redirect: "manual" as const };
    return new Request(base + path, body === undefined ? init : { ...init, body });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const what = `it cannot be sent: ${cause.message.replace(/\.$/, "")}.`;
    throw new FourfoldError("ERR_USAGE", { where: "--request", what, fix: "Correct the request.", cause });
  }
}

/** Sends a function a request: that of a file, or GET of its shortest path. */
export async function sendRequest(
  simulator: SimulatorClient,
  fn: DeployedFunction,
  file?: FileRequest,
): Promise<Outcome> {
  const { base, path = "/" } = fn;
  if (base === undefined) return { ok: false, text: "has no address: no route leads to it." };
  const wanted = file ?? { method: "GET", path, headers: [], body: undefined };
  const { endpoints } = await simulator.state();
  const request = toRequest(localAddress(base, endpoints).replace(/\/$/, ""), wanted);
  const asked = `${request.method} ${request.url}`;
  try {
    const response = await fetch(request);
    const text = await response.text();
    const answer = `${asked}: ${response.status} ${response.statusText}`.trimEnd();
    return { ok: response.status < 500, text: text === "" ? answer : `${answer}\n${text}` };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    return { ok: false, text: `${asked}: it does not answer: ${reason}.` };
  }
}

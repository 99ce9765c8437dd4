import { STATUS_CODES } from "node:http";
import { FourfoldError, findPattern, parseRoutes } from "../../spec/index.ts";
import { type HostMapping, localAddress } from "../checks/addresses.ts";
import { sendHttp } from "../credentials/index.ts";
import { titleOf } from "../deployed.ts";
import type { DeployedFunction } from "../deployed-functions.ts";
import type { Outcome } from "./outcome.ts";
import { readNamedFile } from "./read-file.ts";
import { type FileRequest, parseRequestFile } from "./request-file.ts";

/** @returns `undefined` without a file. */
export function readRequest(file: string | undefined): FileRequest | undefined {
  if (file === undefined) return undefined;
  const { name, text } = readNamedFile("--request", file);
  return parseRequestFile(text, name);
}

/** @throws FourfoldError `ERR_USAGE` for a path that leads to another function or to none. */
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

/** @throws FourfoldError `ERR_USAGE` for requests that clients cannot send, such as GET with a body. */
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

async function send(request: Request, body: string | undefined): Promise<Outcome> {
  const { method, url } = request;
  const asked = `${method} ${url}`;
  try {
    const answer = await sendHttp({ method, url: new URL(url), headers: Object.fromEntries(request.headers), body });
    const line = `${asked}: ${answer.status} ${STATUS_CODES[answer.status] ?? ""}`.trimEnd();
    return { ok: answer.status < 500, text: answer.body === "" ? line : `${line}\n${answer.body}` };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { ok: false, text: `${asked}: it does not answer: ${error.message}.` };
  }
}

/**
 * Prepares the request to a function: the one of a file, or GET of its shortest path.
 * @param endpoints - The local addresses of public host names.
 * @throws FourfoldError `ERR_USAGE` for requests that clients cannot send, such as GET with a body.
 */
export function requestTo(
  fn: DeployedFunction,
  endpoints: readonly HostMapping[],
  file?: FileRequest,
): () => Promise<Outcome> {
  const { base, path = "/" } = fn;
  if (base === undefined) return async () => ({ ok: false, text: "has no address: no route leads to it." });
  const wanted = file ?? { method: "GET", path, headers: [], body: undefined };
  const request = toRequest(localAddress(base, endpoints).replace(/\/$/, ""), wanted);
  return () => send(request, wanted.body);
}

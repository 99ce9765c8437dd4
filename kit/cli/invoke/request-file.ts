import { METHODS } from "node:http";
import { FourfoldError } from "../../spec/index.ts";

/** An HTTP request from a file. */
export interface FileRequest {
  readonly method: string;
  /** With its query: `/orders?limit=2`. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
}

function refuse(file: string, line: number, what: string, fix: string): never {
  throw new FourfoldError("ERR_USAGE", { where: `${file}, line ${line}`, what, fix });
}

/**
 * Parses the first request of a file in the format of editors' HTTP clients. Requests have a path, headers and a body:
 * https://www.jetbrains.com/help/idea/exploring-http-syntax.html
 *
 * @throws FourfoldError `ERR_USAGE` with the line that is wrong.
 */
export function parseRequestFile(text: string, file: string): FileRequest {
  const lines = text.split(/\r?\n/);
  const isComment = (line: string): boolean => /^\s*(?:#|\/\/)/.test(line);
  const start = lines.findIndex((line) => line.trim() !== "" && !isComment(line));
  const form = "Write it like `POST /orders`, then headers, an empty line and the body.";
  if (start < 0) refuse(file, 1, "it holds no request.", form);
  const [method = "", target = ""] = (lines[start] ?? "").trim().split(/\s+/);
  if (!METHODS.includes(method)) refuse(file, start + 1, "it does not begin with a method.", form);
  if (!target.startsWith("/")) refuse(file, start + 1, `${JSON.stringify(target)} is not a path.`, form);
  const end = lines.findIndex((line, at) => at > start && line.startsWith("###"));
  const own = lines.slice(0, end < 0 ? undefined : end);
  const empty = own.findIndex((line, at) => at > start && line.trim() === "");
  const headers = own.slice(start + 1, empty < 0 ? undefined : empty).flatMap((line, at) => {
    if (isComment(line)) return [];
    const [, name, value] = /^([^\s:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return refuse(file, start + at + 2, "it is not a header.", form);
    return [[name, value.trim()] as const];
  });
  const rest = empty < 0 ? [] : own.slice(empty + 1);
  const body = rest.join("\n").trimEnd();
  return { method, path: target, headers, body: body === "" ? undefined : body };
}

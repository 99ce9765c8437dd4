import { readFileSync } from "node:fs";
import * as v from "valibot";
import { isNode, LineCounter, parseDocument } from "yaml";
import { FourfoldError } from "../../spec/errors.ts";

type Schema<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;

const pathOf = (issue: v.BaseIssue<unknown>): readonly string[] => issue.path?.map(({ key }) => String(key)) ?? [];

/** Names may have points, so that one with signs stands in brackets: `costs.components["shop-*"].monthly`. */
const printed = (path: readonly string[]): string =>
  path.reduce((before, key) => {
    if (/^\d+$/.test(key)) return `${before}[${key}]`;
    if (!/^[\w-]+$/.test(key)) return `${before}["${key}"]`;
    return before === "" ? key : `${before}.${key}`;
  }, "");

/** What is wrong, after where in a document it is. Of a document as a whole, nothing says where. */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = printed(pathOf(issue));
  return path === "" ? issue.message : `${path}: ${issue.message}`;
}

/** How errors name what somebody has written, and what they say to do. */
interface Naming {
  readonly where: string;
  readonly fix: string;
}

/**
 * What somebody has written in a value such as a stack's configuration.
 * @throws FourfoldError `ERR_CONFIG` with the path of what is wrong.
 */
export function parseValue<T>(schema: Schema<T>, value: unknown, { where, fix }: Naming): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new FourfoldError("ERR_CONFIG", { where, what: `${describeIssue(result.issues[0])}.`, fix });
}

/** The line of the deepest part of a path that a document has. */
function lineOf(document: ReturnType<typeof parseDocument>, lines: LineCounter, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/**
 * What somebody has written in YAML or JSON.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong.
 */
export function parseWritten<T>(schema: Schema<T>, text: string, { where, fix }: Naming): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (line: number, what: string, cause?: unknown): never => {
    throw new FourfoldError("ERR_CONFIG", { where: `${where}:${line}`, what: `${what}.`, fix, cause });
  };
  const [error] = document.errors;
  if (error !== undefined) refuse(lines.linePos(error.pos[0]).line, `it is not valid YAML: ${error.code}`, error);
  const read = (): unknown => {
    try {
      return document.toJS();
    } catch (cause) {
      // Aliases of aliases: https://eemeli.org/yaml/#tojs-options
      return refuse(1, "it repeats too much by aliases", cause);
    }
  };
  const result = v.safeParse(schema, read(), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  return refuse(lineOf(document, lines, pathOf(issue)), describeIssue(issue));
}

/**
 * What somebody has written in a file.
 * @throws FourfoldError `ERR_CONFIG` when the file cannot be read, or with the line of what is wrong.
 */
export function readWritten<T>(schema: Schema<T>, file: string, fix: string): T {
  const read = (): string => {
    try {
      return readFileSync(file, "utf8");
    } catch (cause) {
      const way = "Name a file that can be read.";
      throw new FourfoldError("ERR_CONFIG", { where: file, what: "it cannot be read.", fix: way, cause });
    }
  };
  return parseWritten(schema, read(), { where: file, fix });
}

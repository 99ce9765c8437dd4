import { readFileSync } from "node:fs";
import * as v from "valibot";
import { isNode, LineCounter, parseDocument } from "yaml";
import { FourfoldError } from "../../spec/errors.ts";
import { expecting, Regions } from "./schema.ts";

const expected = expecting("{ factor: 0.8 } or { regions: { eu-west-1: 0.18 } } is expected");

const Factor = v.pipe(
  v.number("a number like 0.8 is expected"),
  v.finite("a finite number is expected"),
  v.minValue(0, "a factor is never negative"),
);

/** What a team pays for one price: a share of what everybody pays, or its own prices by region. */
const Own = v.lazy((input) =>
  typeof input === "object" && input !== null && "regions" in input
    ? v.strictObject({ regions: Regions }, expected)
    : v.strictObject({ factor: Factor }, expected),
);

/** What a team pays instead of the book's prices, by the id of a price. */
export const Override = v.pipe(
  v.unknown(),
  v.check((input) => !Array.isArray(input), "an object with the ids of prices is expected, not a list"),
  v.record(v.string(), Own, "an object with the ids of prices is expected"),
);
export type Override = v.InferOutput<typeof Override>;

const fix = "Correct it: docs/prices.md#a-teams-own-prices.";

const pathOf = (issue: v.BaseIssue<unknown>): readonly string[] => issue.path?.map(({ key }) => String(key)) ?? [];

/** Ids have points, so that a path is written with what it leads through in brackets. */
const printed = (path: readonly string[]): string => path.map((key) => `["${key}"]`).join("");

/**
 * A team's own prices, from a value such as a stack's configuration.
 *
 * @param where - As errors name it: `fourfold:prices`.
 * @throws FourfoldError `ERR_CONFIG` with the path of what is wrong.
 */
export function parseOverride(value: unknown, where: string): Override {
  const result = v.safeParse(Override, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = printed(pathOf(issue));
  throw new FourfoldError("ERR_CONFIG", { where: `${where}${path}`, what: `${issue.message}.`, fix });
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
 * A team's own prices, from the text of a file in YAML or JSON.
 *
 * @param file - As errors name it.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong.
 */
export function parseOverrideText(text: string, file: string): Override {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (line: number, what: string, cause?: unknown): never => {
    throw new FourfoldError("ERR_CONFIG", { where: `${file}:${line}`, what: `${what}.`, fix, cause });
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
  const result = v.safeParse(Override, read(), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = pathOf(issue);
  return refuse(lineOf(document, lines, path), `${printed(path)}: ${issue.message}`);
}

/** @throws FourfoldError `ERR_CONFIG` when the file cannot be read, or with the line of what is wrong. */
export function readOverride(file: string): Override {
  const read = (): string => {
    try {
      return readFileSync(file, "utf8");
    } catch (cause) {
      throw new FourfoldError("ERR_CONFIG", {
        where: file,
        what: "it cannot be read.",
        fix: "Name a file of prices.",
        cause,
      });
    }
  };
  return parseOverrideText(read(), file);
}

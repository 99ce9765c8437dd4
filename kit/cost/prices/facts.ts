import { readdirSync, readFileSync } from "node:fs";
import * as v from "valibot";
import type { Cloud } from "../../spec/clouds.ts";
import { FourfoldError } from "../../spec/errors.ts";
import { parseJson } from "../../spec/texts/json.ts";
import { type Fact, Facts } from "./schema.ts";

/** What is wrong with a list of facts, and where: in which of them, by its id if it has one. */
function describeIssue(issue: v.BaseIssue<unknown>, facts: unknown): string {
  const [index, ...path] = issue.path?.map(({ key }) => String(key)) ?? [];
  if (index === undefined) return issue.message;
  const fact: unknown = Array.isArray(facts) ? facts[Number(index)] : undefined;
  const id = v.is(v.object({ id: v.string() }), fact) ? ` (${fact.id})` : "";
  return `fact ${index}${id}${path.map((key) => `.${key}`).join("")}: ${issue.message}`;
}

/**
 * The facts in a file of prices.
 *
 * @param file - As errors name it.
 * @throws FourfoldError `ERR_CONFIG` for the first one that is not as the schema says.
 */
export function parseFacts(text: string, file: string): readonly Fact[] {
  const refuse = (what: string, cause?: unknown): never => {
    throw new FourfoldError("ERR_CONFIG", { where: file, what: `${what}.`, fix: "Correct it: docs/prices.md.", cause });
  };
  const parse = (): unknown => {
    try {
      return parseJson(text);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      return refuse(`it is not valid JSON: ${cause.message}`, cause);
    }
  };
  const facts = parse();
  const result = v.safeParse(Facts, facts, { abortEarly: true });
  return result.success ? result.output : refuse(describeIssue(result.issues[0], facts));
}

/** The facts of a cloud, read from its files now. */
export function readFacts(cloud: Cloud): readonly Fact[] {
  const folder = new URL(`./${cloud}/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files
    .toSorted()
    .flatMap((name) => parseFacts(readFileSync(new URL(name, folder), "utf8"), `kit/cost/prices/${cloud}/${name}`));
}

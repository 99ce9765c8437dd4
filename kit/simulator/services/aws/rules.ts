import type { Constraint, Knowledge, Limit, Properties } from "../../contract.ts";
import { objectOf } from "./names.ts";

/** Properties whose effect is simulated. */
export function simulated(...names: readonly string[]): Record<string, Knowledge> {
  return Object.fromEntries(names.map((name) => [name, "simulated"]));
}

/** Properties that are accepted and kept, without effect, for one reason. */
export function inert(reason: string, ...names: readonly string[]): Record<string, Knowledge> {
  return Object.fromEntries(names.map((name) => [name, { inert: reason }]));
}

type Rule = Omit<Constraint, "accepts" | "accepted" | "refused">;

/** What AWS's own SDKs allow for a list of texts: how many, and how long each. */
export function listOf(
  property: string,
  { most, longest, source }: { readonly most: number; readonly longest: number; readonly source: string },
): Constraint {
  return {
    property,
    rule: `must have at most ${most} items of at most ${longest.toLocaleString("en")} characters`,
    source,
    accepts: (value) => Array.isArray(value) && value.length <= most && value.every((item) => isShort(item, longest)),
    refused: [
      at(
        property,
        Array.from({ length: most + 1 }, (_, index) => `x-${index}`),
      ),
      at(property, ["x".repeat(longest + 1)]),
    ],
    accepted: at(property, ["x".repeat(longest)]),
  };
}

function isShort(item: unknown, longest: number): boolean {
  return typeof item === "string" && item.length <= longest;
}

/** Builds the object that has one value at a dotted path. */
function at(path: string, value: unknown): Properties {
  const [name = "", ...rest] = path.split(".");
  return { [name]: rest.length === 0 ? value : at(rest.join("."), value) };
}

/** One of a list of values. */
export function oneOf(
  property: string,
  values: readonly unknown[],
  source: string,
  refused: unknown = "none-of-them",
): Constraint {
  return {
    property,
    rule: `must be ${values.map(String).join(" or ")}`,
    source,
    accepts: (value) => values.includes(value),
    refused: at(property, refused),
  };
}

/** A whole number in a range. */
export function between(property: string, min: number, max: number, source: string): Constraint {
  return {
    property,
    rule: `must be a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`,
    source,
    accepts: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    refused: [at(property, max + 1), at(property, min - 1)],
    accepted: [at(property, min), at(property, max)],
  };
}

/** Of the values that the vendor takes, those that are run here. */
export function runsOnly(property: string, values: readonly string[], refused: string): Limit {
  return {
    property,
    only: values.join(", "),
    runs: (value) => values.includes(String(value)),
    refused: at(property, refused),
  };
}

/** The inputs' own `region`: a simulated provider works in one. */
export const regionLimit: Limit = {
  property: "region",
  only: "resources in their provider's region (use a provider for each region)",
  runs: (value, _inputs, { region }) => value === region,
  refused: { region: "ap-south-2" },
};

/** Text of a form. */
export function text(
  rule: Rule & { readonly pattern?: RegExp; readonly max?: number },
  refused: string | Properties,
): Constraint {
  const { pattern = /(?:)/, max = Number.POSITIVE_INFINITY, property, source } = rule;
  return {
    property,
    rule: rule.rule,
    source,
    accepts: (value) => typeof value === "string" && pattern.test(value) && value.length <= max,
    refused: typeof refused === "string" ? at(property, refused) : refused,
  };
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tagRules: Constraint = {
  property: "tags",
  rule: "must be at most 50 tags, with keys of 1 to 128 characters that do not start with aws: and values of up to 256",
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  accepts: (value) => {
    const tags = Object.entries(objectOf(value));
    const isFine = ([key, text]: readonly [string, unknown]): boolean =>
      key.length >= 1 && key.length <= 128 && !key.toLowerCase().startsWith("aws:") && String(text).length <= 256;
    return tags.length <= 50 && tags.every(isFine);
  },
  refused: { tags: { "aws:owner": "me" } },
};

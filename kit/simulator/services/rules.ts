import type { Constraint, Limit, Properties, PropertySupport } from "../contract.ts";

/** Properties whose effect is simulated. */
export function simulated(...names: readonly string[]): Record<string, PropertySupport> {
  return Object.fromEntries(names.map((name) => [name, "simulated"]));
}

/** Properties that are accepted and stored without effect, for one reason. */
export function inert(reason: string, ...names: readonly string[]): Record<string, PropertySupport> {
  return Object.fromEntries(names.map((name) => [name, { inert: reason }]));
}

/** Builds inputs in which a property has a value. A rule about one member of an object may need other members too. */
export type Fill = (value: unknown) => Properties;

/** `{ a: { b: value } }` for `a.b`. */
export function fill(path: string): Fill {
  const [name = "", ...rest] = path.split(".");
  return (value) => ({ [name]: rest.length === 0 ? value : fill(rest.join("."))(value) });
}

/** One of several values. @param refused - A value that the SDK's types would accept. */
export function oneOf(
  property: string,
  values: readonly unknown[],
  source: string,
  refused: unknown = "none-of-them",
  filled: Fill = fill(property),
): Constraint {
  const rule = values.length > 2 ? `must be one of ${values.join(", ")}` : `must be ${values.join(" or ")}`;
  return { property, rule, source, accepts: (value) => values.includes(value), refused: filled(refused) };
}

/** An integer within a range. */
export function between(
  property: string,
  min: number,
  max: number,
  source: string,
  filled: Fill = fill(property),
): Constraint {
  return {
    property,
    rule: `must be a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`,
    source,
    accepts: (value) => isWhole(value, min, max),
    refused: [filled(max + 1), filled(min - 1)],
    accepted: [filled(min), filled(max)],
  };
}

export function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

/** Text that matches a pattern. */
export function matches(
  property: string,
  pattern: RegExp,
  rule: string,
  source: string,
  refused: string | readonly [string, ...(readonly string[])],
  { max = Number.POSITIVE_INFINITY, filled = fill(property) }: { readonly max?: number; readonly filled?: Fill } = {},
): Constraint {
  const [first, ...others] = typeof refused === "string" ? [refused] : refused;
  return {
    property,
    rule,
    source,
    accepts: (value) => typeof value === "string" && pattern.test(value) && value.length <= max,
    refused: [filled(first), ...others.map(filled)],
  };
}

/** Text with a maximum length. */
export function atMost(
  property: string,
  max: number,
  source: string,
  unit: "characters" | "bytes" = "characters",
): Constraint {
  const length = (value: unknown): number =>
    unit === "bytes" ? Buffer.byteLength(String(value)) : String(value).length;
  return {
    property,
    rule: `must have at most ${max.toLocaleString("en")} ${unit}`,
    source,
    accepts: (value) => length(value) <= max,
    refused: fill(property)("x".repeat(max + 1)),
    accepted: fill(property)("x".repeat(max)),
  };
}

/** A list of text items: how many, and how long each may be. */
export function listOf(
  property: string,
  { most, longest, source }: { readonly most: number; readonly longest: number; readonly source: string },
): Constraint {
  const filled = fill(property);
  return {
    property,
    rule: `must have at most ${most} items of at most ${longest.toLocaleString("en")} characters`,
    source,
    accepts: (value) =>
      Array.isArray(value) &&
      value.length <= most &&
      value.every((item) => typeof item === "string" && item.length <= longest),
    refused: [filled(Array.from({ length: most + 1 }, (_, index) => `x-${index}`)), filled(["x".repeat(longest + 1)])],
    accepted: filled(["x".repeat(longest)]),
  };
}

/** A maximum number of labels or tags, whose names and values match patterns. */
export function labels(
  property: string,
  most: number,
  rule: string,
  source: string,
  { isLabel, refused }: { isLabel(name: string, value: string): boolean; readonly refused: Properties },
): Constraint {
  return {
    property,
    rule,
    source,
    accepts: (value) => {
      const all = Object.entries(Object(value));
      return all.length <= most && all.every(([name, label]) => isLabel(name, String(label)));
    },
    refused: fill(property)(refused),
  };
}

/** Two properties that exclude each other. @param refused - Inputs that have both. */
export function conflicts(property: string, other: string, source: string, refused: Properties): Constraint {
  return {
    property,
    rule: `conflicts with \`${other}\``,
    source,
    accepts: (_value, inputs) => inputs[other] === undefined,
    refused,
  };
}

/** Of the values that the vendor accepts, those that can be run here, ignoring case. */
export function runsOnly(property: string, values: readonly string[], refused: unknown, only?: string): Limit {
  const known = values.map((value) => value.toLowerCase());
  return {
    property,
    only: only ?? values.join(", "),
    runs: (value) => known.includes(String(value).toLowerCase()),
    refused: fill(property)(refused),
  };
}

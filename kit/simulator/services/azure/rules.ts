import type { Constraint, Limit, Properties } from "../../contract.ts";

/** The value must be one of a list that is shorter than the SDK's own. `refused` is one that the SDK would take. */
export function oneOf(property: string, values: readonly unknown[], refused: unknown, source: string): Constraint {
  return {
    property,
    rule: `must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`,
    source,
    accepts: (value) => values.includes(value),
    refused: nest(property, refused),
  };
}

/** Of the values that Azure takes, those that are run here. */
export function runsOnly(property: string, values: readonly string[], refused: unknown, only?: string): Limit {
  return {
    property,
    only: only ?? values.join(", "),
    runs: (value) => values.some((known) => known.toLowerCase() === String(value).toLowerCase()),
    refused: nest(property, refused),
  };
}

/** The number must be in a range. */
export function within(property: string, min: number, max: number, source: string): Constraint {
  return {
    property,
    rule: `must be from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`,
    source,
    accepts: (value) => typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
    refused: [nest(property, max + 1), nest(property, min - 1)],
    accepted: [nest(property, min), nest(property, max)],
  };
}

/** The text must look like this. */
export function matches(property: string, pattern: RegExp, rule: string, source: string, refused: string): Constraint {
  return {
    property,
    rule,
    source,
    accepts: (value) => typeof value === "string" && pattern.test(value),
    refused: nest(property, refused),
  };
}

/** A GUID. https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `{ a: { b: value } }` for `a.b`. */
function nest(path: string, value: unknown): Properties {
  const [name = "", ...rest] = path.split(".");
  return { [name]: rest.length === 0 ? value : nest(rest.join("."), value) };
}

const tagRules = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations";

/** "Each resource can have a maximum of 50 tag name-value pairs"; names of 512 characters, values of 256. */
export const tagRule: Constraint = {
  property: "tags",
  rule: "must be at most 50 tags with names of 512 and values of 256 characters, without <, >, %, &, \\, ?, / in names",
  source: tagRules,
  accepts: (value) => {
    const tags = typeof value === "object" && value !== null ? Object.entries(value) : [];
    const isTag = ([name, text]: [string, unknown]): boolean =>
      name.length <= 512 && !/[<>%&\\?/]/.test(name) && String(text).length <= 256;
    return tags.length <= 50 && tags.every(isTag);
  },
  refused: { tags: { "a/b": "c" } },
};

/** Reasons why properties have no effect here, where several resources share them. */
export const inert = {
  place: { inert: "The simulator has one place." },
  network: { inert: "There is one network: the loopback interface." },
  encryption: { inert: "Content is kept as it is." },
  identity: { inert: "This service does not call others here." },
  label: { inert: "A description without effect." },
} as const;

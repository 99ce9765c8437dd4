import type { Properties } from "../../contract.ts";
import type { CheckFailure } from "../protocol.ts";
import { isArchive, isAsset, isObject, unknownValue, withoutNotes } from "../wire.ts";
import type { Members, PackageSchema, Shape } from "./schema.ts";

/** Finds what the SDK's types would refuse in a resource's inputs: unknown, wrong and missing properties. */
export function validate(inputs: Properties, members: Members, schema: PackageSchema): readonly CheckFailure[] {
  return checkMembers(inputs, members, "", schema);
}

function checkMembers(value: Properties, members: Members, path: string, schema: PackageSchema): CheckFailure[] {
  const given = Object.entries(withoutNotes(value)).filter(([, member]) => isSet(member));
  const failures = given.flatMap(([name, member]) => {
    const shape = Object.hasOwn(members, name) ? members[name] : undefined;
    const at = join(path, name);
    if (shape !== undefined) return check(member, shape, at, schema);
    return [{ property: at, reason: `is not a property here.${suggest(name, Object.keys(members))}` }];
  });
  const missing = Object.entries(members)
    .filter(([name, shape]) => shape.required && !isSet(value[name]))
    .map(([name]) => ({ property: join(path, name), reason: "is required." }));
  return [...failures, ...missing];
}

function check(value: unknown, shape: Shape, path: string, schema: PackageSchema): CheckFailure[] {
  if (value === unknownValue || !isSet(value)) return [];
  if ("anyOf" in shape) return checkUnion(value, shape.anyOf, path, schema);
  if ("ref" in shape) {
    if (!isPlainObject(value)) return wrong(path, "an object", value);
    return checkMembers(value, schema.shapes[shape.ref] ?? {}, path, schema);
  }
  switch (shape.type) {
    case "any":
      return [];
    case "asset":
      return isAsset(value) || isArchive(value) ? [] : wrong(path, "an asset or archive", value);
    case "array":
      if (!Array.isArray(value)) return wrong(path, "a list", value);
      return value.flatMap((item, index) => check(item, shape.items, `${path}[${index}]`, schema));
    case "map":
      if (!isPlainObject(value)) return wrong(path, "a map", value);
      return Object.entries(value).flatMap(([key, item]) => check(item, shape.items, join(path, key), schema));
    default:
      return checkScalar(value, shape, path, schema);
  }
}

type Scalar = Extract<Shape, { readonly type: "string" | "number" | "boolean" }>;

function checkScalar(value: unknown, shape: Scalar, path: string, schema: PackageSchema): CheckFailure[] {
  if (typeof value !== shape.type) return wrong(path, `a ${shape.type}`, value);
  if (shape.enum === undefined || shape.enum.some((known) => known === value)) return [];
  const values = shape.enum.map((known) => JSON.stringify(known)).join(", ");
  const known = `${schema.sdk} ${schema.version} knows`;
  return [{ property: path, reason: `${JSON.stringify(value)} is not one of the values that ${known}: ${values}.` }];
}

/** The failures of the alternative that has the fewest. */
function checkUnion(value: unknown, shapes: readonly Shape[], path: string, schema: PackageSchema): CheckFailure[] {
  const answers = shapes.map((shape) => check(value, shape, path, schema));
  return answers.sort((a, b) => a.length - b.length)[0] ?? [];
}

function wrong(property: string, expected: string, value: unknown): CheckFailure[] {
  return [{ property, reason: `must be ${expected}, not ${describe(value)}.` }];
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isAsset(value) || isArchive(value)) return "an asset";
  if (isObject(value)) return "an object";
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isPlainObject(value: unknown): value is Properties {
  return isObject(value) && !isAsset(value) && !isArchive(value);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function suggest(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const limit = Math.max(1, Math.floor(name.length / 3));
  return near !== undefined && near.distance <= limit ? ` Did you mean "${near.candidate}"?` : "";
}

/** How many letters must be added, removed or changed to turn one word into another. https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

import assert from "node:assert/strict";
import type { PackageName } from "../../kit/simulator/contract.ts";
import type { Members, PackageSchema, Shape } from "../../kit/simulator/control/check/schema.ts";
import { loadCatalogue } from "../../policies/catalogue.ts";
import type { Neighbour, Rule, Surroundings, TypeRule } from "../../policies/contract/rule.ts";
import { type Fields, isFields } from "../../policies/contract/values.ts";
import { stack } from "../../policies/vendors/budgets.ts";
import { readPackage } from "../../tools/schemas/sdk.ts";

/** A property that a rule or one of its examples names, of a resource of a type. */
interface Named {
  readonly where: string;
  readonly type: string;
  readonly path: readonly string[];
}

const packages: Readonly<Record<Rule["cloud"], PackageName>> = {
  aws: "aws",
  gcp: "gcp",
  azure: "azure-native",
  cloudflare: "cloudflare",
};

/** Types that only stand for others in examples, what stands for the whole program, and components, which no SDK of a vendor has. */
const isNone = (type: string): boolean =>
  type === stack || type.endsWith(":other/thing:Thing") || type.startsWith("fourfold:");

const stepsOf = (path: string): readonly string[] => path.replaceAll(/\[\d+\]/g, "").split(".");

/** The paths of all properties in an example. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, path));
  if (!isFields(value)) return path.length === 0 ? [] : [path];
  const entries = Object.entries(value);
  return entries.length === 0 ? [] : entries.flatMap(([name, field]) => pathsOf(field, [...path, name]));
}

const pathsIn = (fields: Fields | "none" = {}): readonly (readonly string[])[] =>
  fields === "none" ? [] : pathsOf(fields);

function ofType(where: string, type: string, asked: TypeRule): readonly Named[] {
  const changed = asked.broken.flatMap((change) =>
    "says" in change
      ? [...pathsIn(change.inputs), ...(change.at === "" ? [] : [stepsOf(change.at)])]
      : [stepsOf(change[0])],
  );
  const unknowns = Object.keys(asked.unknowns ?? {}).map(stepsOf);
  const sources = Object.keys(asked.given?.sources ?? {}).map(stepsOf);
  return [...pathsIn(asked.compliant), ...changed, ...unknowns, ...sources].map((path) => ({ where, type, path }));
}

/** The resources around examples. */
function neighboursOf({ given, broken }: TypeRule): readonly Neighbour[] {
  const examples: readonly (Surroundings | undefined)[] = [given, ...broken.filter((change) => "says" in change)];
  return examples.flatMap((each) => each?.around ?? []);
}

const namedIn = (rule: Rule): readonly Named[] =>
  Object.entries(rule.types).flatMap(([type, asked]) => {
    const where = `${rule.cloud} ${rule.name}`;
    const around = neighboursOf(asked).flatMap((each) => {
      const paths = [...pathsIn(each.inputs), ...Object.keys(each.sources ?? {}).map(stepsOf)];
      return [{ where, type: each.type, path: [] }, ...paths.map((path) => ({ where, type: each.type, path }))];
    });
    return [{ where, type, path: [] }, ...ofType(where, type, asked), ...around];
  });

/** Whether a shape has a property at a path. Policies are objects where they are not written as JSON. */
function has(schema: PackageSchema, members: Members, [name = "", ...rest]: readonly string[]): boolean {
  const shape = members[name];
  if (shape === undefined) return false;
  return rest.length === 0 || hasInside(schema, shape, rest);
}

function hasInside(schema: PackageSchema, shape: Shape, path: readonly string[]): boolean {
  if ("anyOf" in shape) return shape.anyOf.some((each) => hasInside(schema, each, path));
  if ("ref" in shape) return has(schema, schema.shapes[shape.ref] ?? {}, path);
  if ("items" in shape) {
    const inner = shape.type === "map" ? path.slice(1) : path;
    return inner.length === 0 || hasInside(schema, shape.items, inner);
  }
  return "type" in shape && shape.type === "any";
}

describe("the types and properties that rules name", function () {
  this.timeout(60_000);
  const named = new Map<PackageName, readonly Named[]>();
  before(async () => {
    const all = (await loadCatalogue()).flatMap((rule) =>
      namedIn(rule).map((each) => [packages[rule.cloud], each] as const),
    );
    for (const [name, found] of Map.groupBy(all, ([name]) => name))
      named.set(
        name,
        found.map(([, each]) => each),
      );
  });

  for (const name of Object.values(packages)) {
    it(`are there in the SDK of ${name}`, () => {
      const own = (named.get(name) ?? []).filter(({ type }) => !isNone(type));
      const schema = readPackage(name, [...new Set(own.map(({ type }) => type))], []);

      const missing = own.filter(
        ({ type, path }) => path.length > 0 && !has(schema, schema.types[type]?.inputs ?? {}, path),
      );

      assert.ok(own.length > 20);
      assert.deepEqual([...new Set(missing.map(({ where, type, path }) => `${where}: ${type} ${path.join(".")}`))], []);
    });
  }
});

import { isDeepStrictEqual } from "node:util";
import type { Properties, ResourceType } from "../../../kit/simulator/contract.ts";
import { takeInventory } from "../../../kit/simulator/control/check/inventory.ts";
import type { Members, PackageSchema, Shape } from "../../../kit/simulator/control/check/schema.ts";
import { isObject } from "../../../kit/simulator/control/wire.ts";

/** One property, and the values to try for it, the likeliest first. */
export interface Candidates {
  readonly property: string;
  readonly values: readonly unknown[];
}

/** Texts and numbers that most rules take. */
const texts = ["changed", "https://shop.example", "Allow", "{}"];
const numbers = [2, 60, 256, 1_024];

/** For each property that a type's table knows, other values than those that the inputs have. */
export function candidatesFor(type: ResourceType, schema: PackageSchema, inputs: Properties): readonly Candidates[] {
  const members = schema.types[type.token]?.inputs ?? {};
  return takeInventory(type, schema)
    .filter(({ known }) => known !== "unknown")
    .map(({ property }) => {
      const path = property.split(".");
      const shape = shapeAt(members, path, schema);
      const now = valueAt(inputs, path);
      const values = shape === undefined ? [] : valuesOf(shape, now, schema);
      return { property, values: values.filter((value) => !isDeepStrictEqual(value, now)) };
    });
}

/** Inputs with another value at a dotted path. */
export function withValue(inputs: Properties, path: readonly string[], value: unknown): Properties {
  const [name = "", ...rest] = path;
  if (rest.length === 0) return { ...inputs, [name]: value };
  const below = inputs[name];
  return { ...inputs, [name]: withValue(isObject(below) ? below : {}, rest, value) };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inside, name) => (isObject(inside) ? inside[name] : undefined), value);
}

/** The shape at a path that leads through objects only. What is below lists and maps is given by hand. */
function shapeAt(members: Members, [name = "", ...rest]: readonly string[], schema: PackageSchema): Shape | undefined {
  const shape = members[name];
  if (shape === undefined || rest.length === 0) return shape;
  return "ref" in shape ? shapeAt(schema.shapes[shape.ref] ?? {}, rest, schema) : undefined;
}

function valuesOf(shape: Shape, now: unknown, schema: PackageSchema): readonly unknown[] {
  if ("anyOf" in shape) return shape.anyOf.flatMap((each) => valuesOf(each, now, schema));
  if ("ref" in shape) return [smallest(schema.shapes[shape.ref] ?? {}, schema)];
  switch (shape.type) {
    case "boolean":
      return [now !== true];
    case "number":
      return shape.enum ?? (typeof now === "number" ? [now + 1, now - 1, ...numbers] : numbers);
    case "string":
      return shape.enum ?? (typeof now === "string" ? [`${now}2`, ...texts] : texts);
    case "array":
      return valuesOf(shape.items, undefined, schema).map((item) => [item]);
    case "map":
      return valuesOf(shape.items, undefined, schema).map((item) => ({ changed: item }));
    default:
      return [];
  }
}

/** An object with no more than it must have. */
function smallest(members: Members, schema: PackageSchema): Properties {
  const required = Object.entries(members).filter(([, shape]) => shape.required);
  return Object.fromEntries(required.map(([name, shape]) => [name, valuesOf(shape, undefined, schema)[0]]));
}

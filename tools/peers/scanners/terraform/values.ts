import type { Members, PackageSchema, Shape } from "../../../../kit/simulator/control/check/schema.ts";
import { type Fields, isFields, unknown } from "../../../../policies/contract/values.ts";
import { blockNames, terraformNames } from "./names.ts";

const snakeOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The shape that a value has, where it may have several. */
function shapeOf(shape: Shape, value: unknown): Shape {
  if (!("anyOf" in shape)) return shape;
  const isObject = isFields(value);
  return shape.anyOf.find((one) => isObject === "ref" in one) ?? shape;
}

/** What Terraform calls a property. @throws Error for a list of blocks whose name nobody has looked up. */
export function terraformName(type: string, property: string, shape: Shape): string {
  const own = terraformNames[`${type}.${property}`];
  if (own !== undefined) return own;
  const areBlocks = "type" in shape && shape.type === "array" && "ref" in shape.items;
  if (!areBlocks) return snakeOf(property);
  const name = blockNames[property];
  if (name !== undefined) return name;
  throw new Error(`Say in tools/peers/scanners/terraform/names.ts what Terraform calls ${property} of ${type}.`);
}

/** The values of a resource as Terraform's plan has them. What is not known yet is not among them. */
export function terraformValues(
  type: string,
  inputs: Fields,
  members: Members,
  shapes: PackageSchema["shapes"],
): Fields {
  const valuesOf = (fields: Fields, of: Members): Fields => {
    const values = Object.entries(fields).flatMap(([property, value]) => {
      const shape = of[property];
      if (shape === undefined || value === undefined || value === null || value === unknown) return [];
      const own = converted(shapeOf(shape, value), value);
      return own === undefined ? [] : [[terraformName(type, property, shape), own] as const];
    });
    return Object.fromEntries(values);
  };
  // An object is a block, and a plan has a list of them even where there can only be one.
  const converted = (shape: Shape, value: unknown): unknown => {
    if ("ref" in shape && isFields(value)) return [valuesOf(value, shapes[shape.ref] ?? {})];
    if (!("type" in shape)) return value;
    if (shape.type === "asset") return undefined;
    if (shape.type !== "array" || !Array.isArray(value)) return value;
    return value.flatMap((item) => converted(shapeOf(shape.items, item), item));
  };
  return valuesOf(inputs, members);
}

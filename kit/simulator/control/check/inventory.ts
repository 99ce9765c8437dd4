import type { PropertySupport, ResourceType } from "../../contract.ts";
import type { Members, PackageSchema, Shape } from "./schema.ts";

/** One property of a type in its SDK, and how the simulator supports it. */
export interface InventoryRow {
  /** Dotted; a list's items are named like the list itself. */
  readonly property: string;
  /** `"unknown"`: no entry covers it, so it is refused. */
  readonly known: PropertySupport | "unknown";
  /** Whether it has members that the SDK names. */
  readonly nested: boolean;
}

/**
 * Lists every property that a type has in its SDK, down to where one entry of the type's table covers everything below.
 * {@link examine} refuses what is not covered, so the list shows how every input is treated.
 */
export function takeInventory(type: ResourceType, schema: PackageSchema): readonly InventoryRow[] {
  const entries = Object.keys(type.properties);
  const visit = (shapes: readonly Shape[], property: string, path: readonly string[]): readonly InventoryRow[] => {
    const below = entries.filter((entry) => entry.startsWith(`${property}.`));
    const refs = shapes.flatMap(refsOf).filter((ref) => !path.includes(ref));
    const known = Object.hasOwn(type.properties, property) ? type.properties[property] : undefined;
    if (below.length === 0) return [{ property, known: known ?? "unknown", nested: refs.length > 0 }];
    // An object that the SDK leaves open has the members that the table names.
    if (refs.length === 0) return below.map((entry) => ({ ...rowOf(entry, type), nested: false }));
    return members(refs, property, path);
  };
  const members = (refs: readonly string[], property: string, path: readonly string[]): readonly InventoryRow[] =>
    [...merge(refs.map((ref) => schema.shapes[ref] ?? {}))].flatMap(([name, shapes]) =>
      visit(shapes, `${property}.${name}`, [...path, ...refs]),
    );
  const inputs = schema.types[type.token]?.inputs ?? {};
  return Object.entries(inputs).flatMap(([name, shape]) => visit([shape], name, []));
}

function rowOf(property: string, type: ResourceType): Pick<InventoryRow, "property" | "known"> {
  return { property, known: type.properties[property] ?? "unknown" };
}

/** The names of the shapes that a shape is, or is a list or map of. */
function refsOf(shape: Shape): readonly string[] {
  if ("ref" in shape) return [shape.ref];
  if ("anyOf" in shape) return shape.anyOf.flatMap(refsOf);
  return "items" in shape ? refsOf(shape.items) : [];
}

function merge(all: readonly Members[]): ReadonlyMap<string, readonly Shape[]> {
  const merged = new Map<string, readonly Shape[]>();
  for (const [name, shape] of all.flatMap((one) => Object.entries(one))) {
    merged.set(name, [...(merged.get(name) ?? []), shape]);
  }
  return merged;
}

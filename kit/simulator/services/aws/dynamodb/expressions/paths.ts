import type { AttributeValue, Item } from "../values/value.ts";
import type { Path } from "./reader.ts";

/** What stands at a path. */
export function valueAt(item: Item, [name, ...steps]: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = Object.hasOwn(item, name) ? item[name] : undefined;
  for (const step of steps) value = value && memberOf(value, step);
  return value;
}

function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === "number") return "L" in value ? value.L[step] : undefined;
  return "M" in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

/** What is put at the end of a path; nothing takes away what is there. */
export type Replacement = AttributeValue | undefined;

/**
 * An item with something else at a path.
 * @returns `undefined` when what the path goes through is not there.
 */
export function withValue(item: Item, [name, ...steps]: Path, replacement: Replacement): Item | undefined {
  if (steps.length === 0) return withMember(item, name, replacement);
  const inside = item[name] && replaced(item[name], steps, replacement);
  return inside && { ...item, [name]: inside };
}

function withMember(members: Item, name: string, replacement: Replacement): Item {
  if (replacement !== undefined) return { ...members, [name]: replacement };
  return Object.fromEntries(Object.entries(members).filter(([other]) => other !== name));
}

function replaced(
  value: AttributeValue,
  [step, ...steps]: readonly (string | number)[],
  replacement: Replacement,
): AttributeValue | undefined {
  if (typeof step === "string" && "M" in value) {
    const members = withValue(value.M, [step, ...steps], replacement);
    return members && { M: members };
  }
  if (typeof step !== "number" || !("L" in value)) return undefined;
  const old = value.L[step];
  const inside = steps.length === 0 ? replacement : old && replaced(old, steps, replacement);
  if (steps.length > 0 && inside === undefined) return undefined;
  // Beyond its end, a list gets what is put there as its last one.
  const after = value.L.slice(step + 1);
  return { L: [...value.L.slice(0, step), ...(inside === undefined ? [] : [inside]), ...after] };
}

/** The parts of an item that stand at some paths. */
export function project(item: Item, paths: readonly Path[]): Item {
  const parts = Object.entries(item).map(([name, value]) => {
    const below = paths.filter(([first]) => first === name).map(([, ...steps]) => steps);
    return [name, below.length === 0 ? undefined : part(value, below)] as const;
  });
  return Object.fromEntries(parts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function part(value: AttributeValue, paths: readonly (readonly (string | number)[])[]): AttributeValue | undefined {
  if (paths.some((steps) => steps.length === 0)) return value;
  const inside = (step: string | number, member: AttributeValue): readonly AttributeValue[] => {
    const below = paths.filter(([first]) => first === step).map(([, ...steps]) => steps);
    const found = below.length === 0 ? undefined : part(member, below);
    return found === undefined ? [] : [found];
  };
  if ("L" in value) {
    const members = value.L.flatMap((member, position) => inside(position, member));
    return members.length === 0 ? undefined : { L: members };
  }
  if (!("M" in value)) return undefined;
  const members = Object.entries(value.M).flatMap(([name, member]) => inside(name, member).map((one) => [name, one]));
  return members.length === 0 ? undefined : { M: Object.fromEntries(members) };
}

/** Two of the paths of which one is the other's beginning. */
export function overlapIn(paths: readonly Path[]): readonly [Path, Path] | undefined {
  for (const [position, one] of paths.entries()) {
    const other = paths.slice(position + 1).find((path) => {
      const [short, long] = one.length <= path.length ? [one, path] : [path, one];
      return short.every((step, index) => step === long[index]);
    });
    if (other !== undefined) return [one, other];
  }
  return undefined;
}

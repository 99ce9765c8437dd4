import type { Properties, PropertySupport, ResourceType } from "../../contract.ts";
import { isArchive, isAsset, isObject, unknownValue, withoutNotes } from "../wire.ts";

/** A property that a resource sets and that has no effect here, and why. */
export interface Inert {
  readonly property: string;
  readonly reason: string;
}

/** The properties set in some inputs that are not simulated. */
export interface Known {
  readonly inert: readonly Inert[];
  /** Properties that no entry covers. */
  readonly unknown: readonly string[];
}

/** Looks up every property that inputs set in the table of their type. */
export function examine(inputs: Properties, properties: ResourceType["properties"]): Known {
  const inert = new Map<string, string>();
  const unknown = new Set<string>();
  const visit = (value: unknown, path: string): void => {
    if (value === undefined || value === null) return;
    const entry = Object.hasOwn(properties, path) ? properties[path] : undefined;
    const below = Object.keys(properties).some((key) => key.startsWith(`${path}.`));
    if (entry !== undefined && entry !== "simulated") inert.set(path, entry.inert);
    if (below && isContainer(value)) visitBelow(value, path, entry);
    // In a preview a whole object may be unknown: its members are checked when it is deployed.
    else if (entry === undefined && !(below && value === unknownValue)) unknown.add(path);
  };
  const visitBelow = (value: unknown, path: string, covered: PropertySupport | undefined): void => {
    for (const [name, member] of membersOf(value)) {
      const at = path === "" ? name : `${path}.${name}`;
      const known = Object.keys(properties).some((key) => key === at || key.startsWith(`${at}.`));
      // An entry covers what is below it, except what has an entry of its own.
      if (known || covered === undefined) visit(member, at);
    }
  };
  visitBelow(inputs, "", undefined);
  return { inert: [...inert].map(([property, reason]) => ({ property, reason })), unknown: [...unknown] };
}

function isContainer(value: unknown): boolean {
  return Array.isArray(value) || (isObject(value) && !isAsset(value) && !isArchive(value));
}

/** The members of an object, or of all objects of a list: tables name a list's items like the list itself. */
function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (!isObject(value)) return [];
  return Object.entries(withoutNotes(value));
}

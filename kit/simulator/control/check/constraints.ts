import type { Properties, ResourceType } from "../../contract.ts";
import type { CheckFailure } from "../protocol.ts";
import { hasUnknown, isObject } from "../wire.ts";

/**
 * Finds the vendor's rules that inputs break. A rule about a property of a list's items is asked for each item.
 * In a preview, a rule that would need a value which is not known yet is left for the deployment.
 */
export function checkConstraints(inputs: Properties, type: ResourceType, now: number): readonly CheckFailure[] {
  return type.constraints.flatMap((constraint) => {
    const accepts = (value: unknown, watched: Properties): boolean => constraint.accepts(value, watched, now);
    const refused = valuesAt(inputs, constraint.property.split("."))
      .filter((value) => !hasUnknown(value))
      .find((value) => !acceptsOrCannotKnow(value, inputs, accepts));
    if (refused === undefined) return [];
    const reason = `${constraint.rule}, but is ${preview(refused)} (${constraint.source}).`;
    return [{ property: constraint.property, reason }];
  });
}

function acceptsOrCannotKnow(
  value: unknown,
  inputs: Properties,
  accepts: (value: unknown, inputs: Properties) => boolean,
): boolean {
  let sawUnknown = false;
  const watched = new Proxy(inputs, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      sawUnknown ||= hasUnknown(member);
      return member;
    },
  });
  return accepts(value, watched) || sawUnknown;
}

/** The values at a dotted path; several where it leads through lists. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (value === undefined || value === null) return [];
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  return isObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

import type { Properties, ResourceType } from "../../contract.ts";
import type { CheckFailure } from "../protocol.ts";
import { hasUnknown, isObject } from "../wire.ts";

/**
 * Finds the vendor's rules that inputs break. A rule about a property of a list's items is asked for each item.
 * In a preview, a rule that would need a value which is not known yet is left for the deployment.
 *
 * @param secrets - Properties whose values are not to be shown.
 */
export function checkConstraints(
  inputs: Properties,
  type: ResourceType,
  now: number,
  secrets: readonly string[] = [],
): readonly CheckFailure[] {
  return type.constraints.flatMap((constraint) => {
    const { property, rule, source } = constraint;
    const refused = refusedValue(inputs, property, (value, watched) => constraint.accepts(value, watched, now));
    if (refused === undefined) return [];
    const shown = secrets.includes(property) ? "a secret that does not" : shorten(refused.value);
    return [{ property, reason: `${rule}, but is ${shown} (${source}).` }];
  });
}

/** The first value of a property that is known and not accepted. */
export function refusedValue(
  inputs: Properties,
  property: string,
  accepts: (value: unknown, inputs: Properties) => boolean,
): { readonly value: unknown } | undefined {
  const refused = valuesAt(inputs, property.split("."))
    .filter((value) => !hasUnknown(value))
    .filter((value) => !acceptsOrCannotKnow(value, inputs, accepts));
  return refused.length === 0 ? undefined : { value: refused[0] };
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

/** The values at a dotted path: several if it leads through lists. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (value === undefined || value === null) return [];
  if (name === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  return isObject(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : [];
}

/** A value as error messages show it. */
export function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

import { type Fields, isFields } from "../../../policies/contract/values.ts";

/** The names and list positions of a path: `origins[0].domainName`. */
const stepsOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));

function withValue(at: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const items: readonly unknown[] = Array.isArray(at) ? at : [];
    return Object.assign([...items], { [step]: withValue(items[step], rest, value) });
  }
  const fields: Fields = isFields(at) ? at : {};
  return { ...fields, [step]: withValue(fields[step], rest, value) };
}

/** Fields with another value at one path. */
export function changed(fields: Fields, path: string, value: unknown): Fields {
  const result = withValue(fields, stepsOf(path), value);
  return isFields(result) ? result : {};
}

import { type Fields, isFields, Secret } from "../../../policies/contract/values.ts";

/** The texts in a value, but for those that are so short that they may be a part of any sentence. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.length > 5 ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** A value with other numbers, also in texts: `512Mi` becomes `513Mi`. */
function shifted(value: unknown, by: number): unknown {
  if (typeof value === "number") return value + by;
  if (typeof value === "string") return value.replaceAll(/\d+/g, (digits) => `${Math.max(0, Number(digits) + by)}`);
  if (Array.isArray(value)) return value.map((item) => shifted(item, by));
  return isFields(value) ? shiftedFields(value, by) : value;
}

/** Fields with other numbers. */
export const shiftedFields = (fields: Fields, by: number): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shifted(value, by)]));

/** Fields of which each is kept secret. */
export const secretFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new Secret(value)]));

import * as v from "valibot";
import { nearest } from "../../spec/shapes/nearest.ts";

type Schema<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;

/** A list has keys, too, and most schemas take it for an object. */
const isNoList = (input: unknown): boolean => !Array.isArray(input);

/**
 * What is written by names that somebody has chosen.
 * @param expected - As errors say it: "the ids of prices are expected".
 */
export const byName = <T>(value: Schema<T>, expected: string) =>
  v.pipe(v.unknown(), v.check(isNoList, `${expected}, not a list`), v.record(v.string(), value, expected));

/** What is wrong with an object: what it lacks, what it has too much, or that it is none. */
function describe(issue: v.StrictObjectIssue, keys: readonly string[], expected: string): string {
  if (issue.expected === "never") {
    const meant = nearest(String(issue.path?.at(-1)?.key), keys);
    return `${issue.received} is not known here; ${meant === undefined ? expected : `the nearest that is, is ${meant}`}`;
  }
  return issue.received === "undefined" && issue.expected !== "Object" ? "it is missing" : expected;
}

/**
 * What is written by these keys, and no others.
 * @param expected - As errors say it: "{ monthly: 300 } is expected".
 */
export const byKeys = <T extends v.ObjectEntries>(entries: T, expected: string) =>
  v.pipe(
    v.unknown(),
    v.check(isNoList, `it is a list, and ${expected}`),
    v.strictObject(entries, (issue) => describe(issue, Object.keys(entries), expected)),
  );

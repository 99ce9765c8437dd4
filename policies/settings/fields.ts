import * as v from "valibot";
import type { Rule } from "../contract/rule.ts";
import { isDay } from "../engine/dates.ts";

/** A text that says something. */
export const Text = v.pipe(v.string("a text is expected"), v.trim(), v.nonEmpty("it says nothing"));

export const Day = v.pipe(
  v.string("a day like 2026-11-30 is expected"),
  v.check(isDay, "a day like 2026-11-30 is expected"),
);

export const Count = v.pipe(
  v.number("a number is expected"),
  v.integer("a whole number is expected"),
  v.minValue(0, "a number from 0 on is expected"),
);

/** A number of days, written like `"90 days"`. */
export const Days = v.pipe(
  v.string('days like "90 days" are expected'),
  v.regex(/^\d+ days?$/, 'days like "90 days" are expected'),
  v.transform((text) => Number.parseInt(text, 10)),
);

/** The name of a rule of the catalogue. */
export const ruleName = (catalogue: readonly Rule[]) =>
  v.picklist(
    [...new Set(catalogue.map(({ name }) => name))],
    ({ received }) => `no rule is called ${received}: docs/policies.md#the-catalogue`,
  );

/** A list, or the path of a file that holds it. */
export const orPath = <T extends v.GenericSchema>(list: T) =>
  v.lazy<v.GenericSchema<unknown, v.InferOutput<T> | string>>((input) => (typeof input === "string" ? Text : list));

import * as v from "valibot";
import { byName, readWritten } from "../files/written.ts";
import { type UsageName, usageKeys } from "../meters/usage-keys.ts";
import { expecting } from "../prices/schema.ts";
import type { DeclaredUsage } from "./usage.ts";

const names = Object.keys(usageKeys) as readonly UsageName[];

/** What an amount can be: what has no end, is below zero or not a number was never meant. */
export const Amount = v.pipe(
  v.number("a number is expected"),
  v.finite("a finite number is expected"),
  v.minValue(0, "a number from 0 on is expected"),
);

const amounts = Object.fromEntries(names.map((name) => [name, v.optional(Amount)])) as Record<
  UsageName,
  v.OptionalSchema<typeof Amount, undefined>
>;

const Used = v.strictObject(amounts, expecting(`some of these with a number are expected: ${names.join(", ")}`));

/** Usage by the names of resources and components: `shop-aws-api: { requests: 3000000 }`. */
export const Usage = byName(Used, "the names of resources or components are expected");

const fix = "Correct it: docs/cost.md#usage.";

/**
 * The usage that a file in YAML or JSON declares.
 * @throws FourfoldError `ERR_CONFIG` when it cannot be read, or with the line of what is wrong.
 */
export const readUsage = (file: string): DeclaredUsage => readWritten(Usage, file, fix);

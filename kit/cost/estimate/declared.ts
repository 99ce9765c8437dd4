import * as v from "valibot";
import { byKeys, byName } from "../files/shapes.ts";
import { readWritten } from "../files/written.ts";
import { type UsageKey, type UsageName, usageKeys } from "../meters/usage-keys.ts";
import type { DeclaredUsage } from "./usage.ts";

/** What an amount can be: what has no end, is below zero or not a number was never meant. */
export const Amount = v.pipe(
  v.number("a number is expected"),
  v.finite("a finite number is expected"),
  v.minValue(0, "a number from 0 on is expected"),
);

/** How much can be used of something. */
function usedUpTo({ most = 1e15 }: UsageKey) {
  const Used = v.pipe(Amount, v.maxValue(most, `a number from 0 to ${most.toLocaleString("en")} is expected`));
  return v.optional(Used);
}

const entries = Object.entries<UsageKey>(usageKeys).map(([name, key]) => [name, usedUpTo(key)]);
const amounts = Object.fromEntries(entries) as Record<UsageName, ReturnType<typeof usedUpTo>>;

const Used = byKeys(amounts, `some of these with a number are expected: ${Object.keys(usageKeys).join(", ")}`);

/** Usage by the names of resources and components: `shop-aws-api: { requests: 3000000 }`. */
export const Usage = byName(Used, "the names of resources or components are expected");

/** A file in which everything is a comment says nothing. */
const File = v.nullish(Usage, {});

const fix = "Correct it: docs/cost.md#usage.";

/**
 * The usage that a file in YAML or JSON declares.
 * @throws FourfoldError `ERR_CONFIG` when it cannot be read, or with the line of what is wrong.
 */
export const readUsage = (file: string): DeclaredUsage => readWritten(File, file, fix);

import * as v from "valibot";
import { byKeys, byName } from "../files/shapes.ts";
import { parseValue, parseWritten, readWritten } from "../files/written.ts";
import { Regions } from "./schema.ts";

const expected = "{ factor: 0.8 } or { regions: { eu-west-1: 0.18 } } is expected";

const Factor = v.pipe(
  v.number("a number like 0.8 is expected"),
  v.finite("a finite number is expected"),
  v.minValue(0, "a factor is never negative"),
);

/** What a team pays for one price: a share of what everybody pays, or its own prices by region. */
const Own = v.lazy((input) =>
  typeof input === "object" && input !== null && "regions" in input
    ? byKeys({ regions: Regions }, expected)
    : byKeys({ factor: Factor }, expected),
);

/** What a team pays instead of the book's prices, by the id of a price. */
export const Override = byName(Own, "an object with the ids of prices is expected");
export type Override = v.InferOutput<typeof Override>;

const fix = "Correct it: docs/prices.md#a-teams-own-prices.";

/**
 * A team's own prices, from a value such as a stack's configuration.
 *
 * @param where - As errors name it: `fourfold:prices`.
 * @throws FourfoldError `ERR_CONFIG` with the path of what is wrong.
 */
export const parseOverride = (value: unknown, where: string): Override => parseValue(Override, value, { where, fix });

/**
 * A team's own prices, from a text in YAML or JSON.
 *
 * @param where - As errors name it: its file.
 * @throws FourfoldError `ERR_CONFIG` with the line of what is wrong.
 */
export const parseOverrideText = (text: string, where: string): Override =>
  parseWritten(Override, text, { where, fix });

/**
 * A team's own prices, from a file in YAML or JSON.
 *
 * @throws FourfoldError `ERR_CONFIG` when the file cannot be read, or with the line of what is wrong.
 */
export const readOverride = (file: string): Override => readWritten(Override, file, fix);

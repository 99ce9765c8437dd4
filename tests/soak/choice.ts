import { randomUUID } from "node:crypto";
import { someClouds } from "../support/sample.ts";

const { ONLY, SOAK, SOAK_SEED, TEST_SEED = randomUUID().slice(0, 8) } = process.env;

/** `npm run test:soak`, or the form of it that `npm test` runs, which takes about a minute for each soak. */
export const form = SOAK === "whole" ? "whole" : "short";

/** What plans all faults and kills, and what is asked of the clouds. */
export const seed = SOAK_SEED ?? TEST_SEED;

/** The clouds that are soaked. */
export const soaked = someClouds("soak").filter((cloud) => ONLY === undefined || ONLY === cloud);
if (soaked.length === 0) throw new Error(`ONLY=${ONLY} is none of ${someClouds("soak").join(", ")}.`);

import { randomUUID } from "node:crypto";
import { clouds } from "fourfold";
import { cases } from "../support/sample.ts";

const { ONLY, SOAK, SOAK_SEED, TEST_SEED = randomUUID().slice(0, 8) } = process.env;

/** `npm run test:soak`, or the form of it that `npm test` runs, which takes about a minute for each soak. */
export const form = SOAK === "whole" ? "whole" : "short";

/** What plans all faults and kills, and what is asked of the clouds. */
export const seed = SOAK_SEED ?? TEST_SEED;

/** The clouds that are soaked. */
export const soaked = clouds.filter((cloud) => ONLY === undefined || ONLY === cloud);
if (soaked.length === 0) throw new Error(`ONLY=${ONLY} is not a cloud: name one of ${clouds.join(", ")}.`);

/** Those whose shops are: two in `npm test`, others after each commit, as most of a shop's time is its passwords'. */
export const soakedShops = cases(Object.fromEntries(soaked.map((cloud) => [cloud, cloud])), 2).map(
  ([, cloud]) => cloud,
);

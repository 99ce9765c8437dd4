import { type Cloud, clouds } from "fourfold";
import { sampled } from "../../tools/test/sample.ts";

/**
 * How many generated values a property is tried with, where each takes long: fewer in `npm test`, which says so with
 * `TEST_SEED`, than in `npm run test:full` and when mocha runs alone.
 */
export function runs(whole: number, sample: number): { readonly numRuns: number } {
  return { numRuns: process.env.TEST_SEED ? sample : whole };
}

/** Cases that differ little and take long: so many of them in `npm test`, others for each commit, and all in `npm run test:full`. */
export function cases<T>(whole: Readonly<Record<string, T>>, sample: number): readonly (readonly [string, T])[] {
  const { TEST_SEED: seed } = process.env;
  const names = seed ? sampled(Object.keys(whole), sample, seed) : Object.keys(whole);
  return Object.entries(whole).filter(([name]) => names.includes(name));
}

/**
 * The clouds for tests that go in turn, each from where the one before has ended: so many in `npm test`, others for each commit and each
 * subject, and all in `npm run test:full`. Tests that stand by themselves are chosen one by one: clouds.ts.
 */
export function someClouds(subject: string, count = 2): readonly Cloud[] {
  const { TEST_SEED: seed } = process.env;
  const names = seed ? sampled(clouds, count, `${seed} ${subject}`) : clouds;
  return clouds.filter((cloud) => names.includes(cloud));
}

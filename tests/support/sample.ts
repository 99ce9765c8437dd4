/**
 * How many generated values a property is tried with, where each takes long: fewer in `npm test`, which says so with
 * `TEST_SEED`, than in `npm run test:full` and when mocha runs alone.
 */
export function runs(whole: number, sample: number): { readonly numRuns: number } {
  return { numRuns: process.env.TEST_SEED ? sample : whole };
}

/**
 * Leaves out tests of clouds, where `TEST_CLOUDS` says on how many a test is tried that is there for each: tools/test/areas.ts. The titles
 * of such tests differ by the cloud alone. Which clouds is chosen for each file, so that nothing is deployed to the others for its sake.
 */
import { inTurn } from "../../tools/test/sample.ts";

/** What is deployed stays on every cloud, whatever else a commit changes. */
const always = /\/(?:snapshots|urns)\.test\.ts$/;

interface Test {
  readonly file?: string | undefined;
  fullTitle(): string;
}

interface Suite<T extends Test> {
  tests: T[];
  readonly suites: readonly Suite<T>[];
}

const testsIn = <T extends Test>({ tests, suites }: Suite<T>): readonly T[] => [...tests, ...suites.flatMap(testsIn)];

const cloudNames = /\b(?:aws|gcp|azure|cloudflare)\b/g;

/** What tests have in common that differ by the cloud alone. */
const subjectOf = (test: Test): string => `${test.file}: ${test.fullTitle().replaceAll(cloudNames, "*")}`;

/** The titles in the order in which a file is tried on clouds. What is of two clouds goes by the first one. */
function byCloud(titles: readonly string[], seed: string): readonly string[] {
  const cloudOf = (title: string): string => title.match(cloudNames)?.[0] ?? "";
  const order = inTurn([...new Set(titles.map(cloudOf))], seed);
  return inTurn(titles, seed).toSorted((a, b) => order.indexOf(cloudOf(a)) - order.indexOf(cloudOf(b)));
}

/** Leaves out of a suite, and of those in it, what is tried on other clouds this time: all but so many of what differs by the cloud. */
export function keepSome<T extends Test>(suite: Suite<T>, count: number, seed: string): void {
  const kept = new Set<T>();
  for (const tests of Map.groupBy(testsIn(suite), subjectOf).values()) {
    const all = [...new Set(tests.map((test) => test.fullTitle()))];
    const titles = byCloud(all, `${seed} ${tests[0]?.file}`).slice(0, count);
    for (const test of tests) {
      if (titles.includes(test.fullTitle()) || always.test(test.file ?? "")) kept.add(test);
    }
  }
  const keep = (each: Suite<T>): void => {
    each.tests = each.tests.filter((test) => kept.has(test));
    each.suites.forEach(keep);
  };
  keep(suite);
}

export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    const { TEST_CLOUDS: count, TEST_SEED: seed } = process.env;
    const root = this.test?.parent;
    if (count !== undefined && seed !== undefined && root !== undefined) keepSome(root, Number(count), seed);
  },
};

import { join } from "node:path";
import Mocha from "mocha";

/**
 * The tests that must notice. Not the snapshots and not the golden lists of URNs: they change with everything, and say
 * nothing about what matters. Not those of other processes either: a mutant lives in this one.
 */
const files = [
  "aws",
  "gcp",
  "azure",
  "cloudflare",
  "resources",
  "outputs",
  "changes",
  "transforms",
  "refusals",
  "renaming",
  "routes",
  "own-addresses",
];

/** How the titles of tests name a cloud. A builder needs no tests that name another one. */
const names: Readonly<Record<string, string>> = {
  aws: "aws",
  gcp: "gcp|google cloud",
  azure: "azure",
  cloudflare: "cloudflare",
};

/** The first test that failed. */
export interface Failure {
  readonly test: string;
  readonly message: string;
  /**
   * Whether it may not be the mutant's: it came from outside of the test, possibly from something that an earlier run has
   * left behind, or the test did not end in time, which may be the machine's.
   */
  readonly isDoubtful: boolean;
}

/** The component tests, loaded once and run as often as needed. */
export interface Tests {
  /**
   * @param cloud - The one that they concern, or all.
   * @returns the first failure, or nothing when all pass
   */
  run(cloud: string | undefined): Promise<Failure | undefined>;
}

export async function loadTests(project: string): Promise<Tests> {
  const mocha = new Mocha({ timeout: 20_000, bail: true, reporter: Mocha.reporters.Base, ui: "bdd" });
  mocha.cleanReferencesAfterRun(false);
  for (const name of files) mocha.addFile(join(project, "tests/components", `${name}.test.ts`));
  await mocha.loadFilesAsync();
  return {
    run(cloud) {
      mocha.grep(titlesFor(cloud));
      return new Promise((resolve) => {
        let failure: Failure | undefined;
        const runner = mocha.run(() => {
          runner.dispose();
          resolve(failure);
        });
        runner.on("fail", (test, error) => {
          failure ??= {
            test: test.fullTitle(),
            message: String(error?.message),
            isDoubtful: error?.uncaught === true || error?.code === "ERR_MOCHA_TIMEOUT",
          };
        });
      });
    },
  };
}

/** The cloud of a builder, or nothing for a file that serves them all. */
export function cloudOf(file: string): string | undefined {
  return Object.keys(names).find((cloud) => new RegExp(`/${cloud}[-.]`).test(file));
}

/** Titles that name no other cloud than this one. */
function titlesFor(cloud: string | undefined): RegExp {
  if (cloud === undefined) return /./;
  const others = Object.entries(names).filter(([name]) => name !== cloud);
  return new RegExp(`^(?!.*\\b(?:${others.map(([, words]) => words).join("|")})\\b)`, "i");
}

import { join } from "node:path";
import Mocha from "mocha";
import type { Mutant } from "./places.ts";

/**
 * The tests that must notice. Not the snapshots: they change with everything, and say nothing about what matters.
 * Not those of other processes either: a mutant lives in this one.
 */
const files = ["aws", "gcp", "azure", "cloudflare", "resources", "changes", "refusals", "urns", "outputs"];

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
  /** Whether it came from outside of the test, so possibly from something that an earlier run has left behind. */
  readonly isStray: boolean;
  /** Whether the test did not end, so that it goes on beside the next one. */
  readonly isTimeout: boolean;
}

/** The component tests, loaded once and run as often as needed. */
export interface Tests {
  /** @returns the first failure of those that concern a builder, or nothing when all pass */
  run(file: Mutant["file"]): Promise<Failure | undefined>;
}

export async function loadTests(project: string): Promise<Tests> {
  const mocha = new Mocha({ timeout: 20_000, bail: true, reporter: Mocha.reporters.Base, ui: "bdd" });
  mocha.cleanReferencesAfterRun(false);
  for (const name of files) mocha.addFile(join(project, "tests/components", `${name}.test.ts`));
  await mocha.loadFilesAsync();
  return {
    run(file) {
      mocha.grep(otherClouds(file)).invert();
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
            isStray: error?.uncaught === true,
            isTimeout: error?.code === "ERR_MOCHA_TIMEOUT",
          };
        });
      });
    },
  };
}

function otherClouds(file: string): RegExp {
  const [, own = ""] = /([a-z]+)[a-z-]*\.ts$/.exec(file) ?? [];
  const others = Object.entries(names).filter(([cloud]) => cloud !== own);
  return new RegExp(`\\b(?:${others.map(([, words]) => words).join("|")})\\b`, "i");
}

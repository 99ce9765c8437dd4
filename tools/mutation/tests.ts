import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const folder = "tests/components";

/** The component tests that are not asked, with the reason. All others are, also those that come later. */
export const unasked: Readonly<Record<string, string>> = {
  snapshots: "They change with everything, and say nothing about what matters.",
  urns: "They are golden lists, which change with every resource.",
  loading: "It looks at other processes, and a mutant lives in this one.",
  "lowest-versions": "It looks at what the installed SDKs know, and not at values.",
  bundling: "It looks at how code is made, which builders have no part in.",
  names: "It makes up hundreds of names, which are refused or fitted before a builder is loaded.",
  fuzz: "It makes up hundreds of arguments that are refused before a builder is loaded.",
  misspelt: "It looks at what is refused before a builder is loaded.",
  formats: "It looks at what is refused before a builder is loaded.",
  environment: "It looks at names and values that no builder changes.",
  "route-agreement": "It makes up hundreds of sets, to compare answers and not resources.",
};

/** The component tests that must notice, relative to the project. */
export function findTests(project: string): readonly string[] {
  const names = readdirSync(join(project, folder)).filter((name) => name.endsWith(".test.ts"));
  const asked = names.filter((name) => unasked[name.replace(".test.ts", "")] === undefined);
  return asked.map((name) => `${folder}/${name}`);
}

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
  for (const file of findTests(project)) mocha.addFile(join(project, file));
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

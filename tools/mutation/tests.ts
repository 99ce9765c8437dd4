import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const folder = "tests/components";

/** The component tests that are not asked, with the reason. All others are, also those that come later. */
export const unasked: Readonly<Record<string, string>> = {
  snapshots: "They change with everything, and say nothing about what matters.",
  urns: "They are golden lists, which change with every resource.",
  "messages/urns": "They are golden lists, which change with every resource.",
  loading: "It looks at other processes, and a mutant lives in this one.",
  "lowest-versions": "It looks at what the installed SDKs know, and not at values.",
  bundling: "It looks at how code is made, which builders have no part in.",
  names: "It makes up hundreds of names, which are refused or fitted before a builder is loaded.",
  fuzz: "It makes up hundreds of arguments that are refused before a builder is loaded.",
  misspelt: "It looks at what is refused before a builder is loaded.",
  formats: "It looks at what is refused before a builder is loaded.",
  "route-agreement": "It makes up hundreds of sets, to compare answers and not resources.",
};

/** The component tests that must notice, relative to the project. */
export function findTests(project: string): readonly string[] {
  const names = readdirSync(join(project, folder), { encoding: "utf8", recursive: true }).filter((name) =>
    name.endsWith(".test.ts"),
  );
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
  /** How the titles begin that run it again: its own, or that of its suite where what comes before tests has failed. */
  readonly again: string;
  readonly message: string;
  /**
   * Whether it may not be the mutant's: it came from outside of the test, possibly from something that an earlier run has
   * left behind, or the test did not end in time, which may be the machine's.
   */
  readonly isDoubtful: boolean;
}

/** Which tests are run. */
export interface Which {
  /** Those that concern this one. @default all */
  readonly cloud?: string | undefined;
  /** Of these, those whose title begins like this. @default all */
  readonly title?: string;
}

/** The component tests, loaded once and run as often as needed. */
export interface Tests {
  /** @returns the first failure, or nothing when all pass */
  run(which: Which): Promise<Failure | undefined>;
}

export async function loadTests(project: string): Promise<Tests> {
  const mocha = new Mocha({ timeout: 20_000, bail: true, reporter: Mocha.reporters.Base, ui: "bdd" });
  mocha.cleanReferencesAfterRun(false);
  for (const file of findTests(project)) mocha.addFile(join(project, file));
  await mocha.loadFilesAsync();
  return {
    run(which) {
      mocha.grep(titlesFor(which));
      return new Promise((resolve) => {
        let failure: Failure | undefined;
        const runner = mocha.run(() => {
          runner.dispose();
          resolve(runner.total > 0 ? failure : noTest(which));
        });
        runner.on("fail", (test, error) => {
          failure ??= {
            test: test.fullTitle(),
            again: (String(test.type) === "hook" ? test.parent : test)?.fullTitle() ?? "",
            message: String(error?.message),
            isDoubtful: error?.uncaught === true || error?.code === "ERR_MOCHA_TIMEOUT",
          };
        });
      });
    },
  };
}

/** That nothing has failed says nothing where nothing has run. */
function noTest({ title = "" }: Which): Failure {
  return { test: title, again: title, message: "there is no such test", isDoubtful: false };
}

/** The cloud of a builder, or nothing for a file that serves them all. */
export function cloudOf(file: string): string | undefined {
  return Object.keys(names).find((cloud) => new RegExp(`/${cloud}[-.]`).test(file));
}

/** Titles that name no other cloud than this one. */
function titlesFor({ cloud, title = "" }: Which): RegExp {
  const start = title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  if (cloud === undefined) return new RegExp(`^${start}`, "i");
  const others = Object.entries(names).filter(([name]) => name !== cloud);
  return new RegExp(`^(?!.*\\b(?:${others.map(([, words]) => words).join("|")})\\b)${start}`, "i");
}

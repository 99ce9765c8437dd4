import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

const folder = "tests/components";

/** The component tests that are not run, with the reason. All others are, including new ones. */
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

/** How titles of tests name a cloud. A builder does not need tests that name another one. */
const names: Readonly<Record<string, string>> = {
  aws: "aws",
  gcp: "gcp|google cloud",
  azure: "azure",
  cloudflare: "cloudflare",
};

/** The first test that failed. */
export interface Failure {
  readonly test: string;
  /** The beginning of titles that runs it again: its own title, or its suite's if a hook has failed. */
  readonly again: string;
  readonly message: string;
  /**
   * Whether its cause may not be the mutant: it came from outside the test, possibly from something that an earlier run left
   * behind, or the test timed out, which may be due to the machine.
   */
  readonly isDoubtful: boolean;
}

/** The tests to run. */
export interface Which {
  /** Only tests that concern this cloud. @default all */
  readonly cloud?: string | undefined;
  /** Of these, only tests whose title begins with this. @default all */
  readonly title?: string;
}

/** The component tests, loaded once and run as often as needed. */
export interface Tests {
  /** @returns The first failure, or `undefined` when all pass. */
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

/** The failure when no test has run: that nothing has failed then means nothing. */
function noTest({ title = "" }: Which): Failure {
  return { test: title, again: title, message: "there is no such test", isDoubtful: false };
}

/** The cloud of a builder, or `undefined` for a file that all clouds share. */
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

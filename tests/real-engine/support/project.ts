import { cpSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { ensurePulumi } from "../../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import { repository } from "../../support/command.ts";
import { assertNothingLeft } from "../../support/leftovers.ts";
import { openPulumi, type Pulumi } from "./pulumi.ts";

const minutes = 60_000;

/** Where no Pulumi is installed it is built, once. */
export const buildTime = 15 * minutes;

const programs = join(import.meta.dirname, "../programs");

/** The folder of a test program in a clone, as a Pulumi project with simulated clouds of its own. */
export interface TestProject {
  readonly folder: string;
  readonly clone: Clone;
  readonly pulumi: Pulumi;
  /** Makes a file of the folder the program: `use("after.ts")`. */
  use(main: string, config?: Readonly<Record<string, unknown>>): void;
  /** Stops the simulated clouds and removes the clone. Fails when something of it is left. */
  close(): Promise<void>;
}

/** Copies a folder of `programs/` into a new clone, where nothing is deployed yet. */
export async function openProject(name: string): Promise<TestProject> {
  const executable = await ensurePulumi();
  const clone = createClone();
  const target = join(clone.folder, relative(repository, programs));
  cpSync(programs, target, { recursive: true });
  const folder = join(target, name);
  const pulumi = openPulumi(clone, folder, executable);
  return {
    ...{ folder, clone, pulumi },
    use(main, config = {}) {
      const values = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
      const runtime = { name: "nodejs", options: { typescript: false } };
      writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name, main, runtime, config: values }));
    },
    async close() {
      const { endpoints } = await pulumi.status();
      await pulumi.stop();
      await assertNothingLeft(
        clone.folder,
        endpoints.map(({ url }) => url),
      );
      clone.remove();
    },
  };
}

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Command, type CommandOptions, type Finished, repository, startCommand } from "./command.ts";

/** What of the repository any program needs to run. Packages are shared, not copied. */
const copied = [
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "package.json",
  "tsconfig.json",
  "components",
  "kit",
  "policies",
  "examples",
];

/**
 * The programs that a clone can have, by the folder that they stand in: the shop itself, and one with the names and settings of the
 * shop that is deployed in a fraction of the time. Commands are tried with that.
 */
const programs = { shop: repository, "small shop": join(repository, "tests/support/fixtures/small-shop") };

/** A copy of the project in a folder of its own, which a test may change. */
export interface Clone {
  readonly folder: string;
  /** Starts its own `fourfold`, in its folder unless another one is named. */
  start(args: readonly string[], options?: Partial<CommandOptions>): Command;
  /** Runs its own `fourfold` to its end. */
  run(args: readonly string[], options?: Partial<CommandOptions>): Promise<Finished>;
  /** Changes a file's text. Fails when the text to change is not there. */
  edit(file: string, from: string | RegExp, to: string): void;
  /** Removes it. What was started in it must have ended. */
  remove(): void;
}

/**
 * The first folder that no other test has, so that clones, one after the other, stand in the same place: what Node has compiled of
 * one it finds again for the next, by the path. Numbers are of one length, because tests look for a folder's name in command lines.
 */
function createFolder(): string {
  for (let number = 1; ; number += 1) {
    const folder = join(realpathSync(tmpdir()), `fourfold-clone-${String(number).padStart(4, "0")}`);
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

export function createClone(program: keyof typeof programs = "small shop"): Clone {
  const folder = createFolder();
  const copy = (from: string, name: string) => cpSync(join(from, name), join(folder, name), { recursive: true });
  for (const name of copied) copy(repository, name);
  for (const name of ["index.ts", "functions"]) copy(programs[program], name);
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  const bin = join(folder, "kit/cli/fourfold.js");
  const start: Clone["start"] = (args, options = {}) =>
    startCommand(process.execPath, [bin, ...args], { cwd: folder, ...options });
  return {
    folder,
    start,
    run: (args, options) => start(args, options).finished,
    edit(file, from, to) {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = before.replace(from, to);
      assert.notEqual(after, before, `${file} does not have ${from}`);
      writeFileSync(path, after);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./command.ts";

/** What a clone of the repository has that a program needs to run. Its packages are shared, not copied. */
const copied = ["index.ts", "Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "tsconfig.json", "functions", "components", "kit"];

/** A copy of the project in a folder of its own, which a test may change. */
export interface Clone {
  readonly folder: string;
  remove(): void;
}

export async function createClone(): Promise<Clone> {
  const folder = await realpath(mkdtempSync(join(tmpdir(), "fourfold-clone-")));
  for (const name of copied) {
    if (existsSync(join(repository, name))) cpSync(join(repository, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

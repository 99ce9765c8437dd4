import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../../tests/support/command.ts";
import { buildPackages } from "../../tools/package/build.ts";

/** What is installed from npm: compiled, beside the packages that it needs. It is removed at the end of its scope. */
export interface InstalledPackage extends Disposable {
  /** A folder that files may be written to. */
  readonly folder: string;
  /** The folder of `fourfold` itself. */
  readonly main: string;
}

export async function installPackage(): Promise<InstalledPackage> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-installed-")));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  const { main } = await buildPackages(join(folder, "packages"));
  return { folder, main, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

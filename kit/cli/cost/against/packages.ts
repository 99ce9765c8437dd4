import { existsSync } from "node:fs";
import { lstat, mkdir, readdir, realpath, symlink } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** Two checkouts of one repository. */
interface Checkouts {
  /** The one in which packages are installed. */
  readonly from: string;
  readonly to: string;
}

const isInside = (folder: string, path: string): boolean => path.startsWith(`${folder}${sep}`);

/** Where an entry of `node_modules` leads in the other checkout: a workspace's package is code of the repository, which has its own there. */
async function targetOf(entry: string, { from, to }: Checkouts): Promise<string> {
  if (!(await lstat(entry)).isSymbolicLink()) return entry;
  const path = await realpath(entry);
  const isOwnCode = isInside(from, path) && !relative(from, path).split(sep).includes("node_modules");
  return isOwnCode ? join(to, relative(from, path)) : path;
}

async function linkFolder(folder: string, into: string, checkouts: Checkouts): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const name of await readdir(folder)) {
    const entry = join(folder, name);
    if (name.startsWith(".")) continue;
    if (name.startsWith("@")) await linkFolder(entry, join(into, name), checkouts);
    else await symlink(await targetOf(entry, checkouts), join(into, name));
  }
}

/**
 * Has a checkout find the packages that are installed in another one, for each package of the repository.
 *
 * @param manifests - The paths of all `package.json` in the checkout.
 */
export async function linkPackages(manifests: readonly string[], checkouts: Checkouts): Promise<void> {
  for (const folder of new Set(manifests.map(dirname))) {
    const installed = join(checkouts.from, folder, "node_modules");
    const into = join(checkouts.to, folder, "node_modules");
    if (existsSync(installed) && !existsSync(into)) await linkFolder(installed, into, checkouts);
  }
}

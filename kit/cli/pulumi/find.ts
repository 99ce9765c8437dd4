import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { FourfoldError } from "../../spec/index.ts";

const builtHere = join(import.meta.dirname, "../../../tools/pulumi/bin");
const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Missing or not ours to run: either way the search goes on, and its end reports it.
  }
}

/**
 * The Pulumi CLI: the one that is installed, otherwise the one that `tools/pulumi/build.ts` has built.
 * @param path the folders to look in, as in the variable PATH
 * @throws FourfoldError `ERR_PULUMI` with the two ways to get one.
 */
export function findPulumi(path: string): string {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ""), builtHere];
  const found = folders.map((folder) => join(folder, executable)).find(isExecutable);
  if (found !== undefined) return found;
  throw new FourfoldError("ERR_PULUMI", {
    what: "The Pulumi CLI is not installed.",
    fix: "Install it (https://www.pulumi.com/docs/iac/download-install/), or build it, if you have Go, with `node tools/pulumi/build.ts`.",
  });
}

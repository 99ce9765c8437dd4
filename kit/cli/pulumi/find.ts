import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { FourfoldError } from "../../spec/index.ts";

/** Where a checkout of Fourfold builds a CLI of its own. What npm installs does not have it. */
const workshop = join(import.meta.dirname, "../../../tools/pulumi");
const download = "https://www.pulumi.com/docs/iac/download-install/";
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
 * @throws FourfoldError `ERR_PULUMI` with the ways to get one.
 */
export function findPulumi(path: string): string {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ""), join(workshop, "bin")];
  const found = folders.map((folder) => join(folder, executable)).find(isExecutable);
  if (found !== undefined) return found;
  throw new FourfoldError("ERR_PULUMI", {
    what: "The Pulumi CLI is not installed.",
    fix: existsSync(workshop)
      ? `Install it (${download}), or build it, if you have Go, with \`node tools/pulumi/build.ts\`.`
      : `Install it: ${download}.`,
  });
}

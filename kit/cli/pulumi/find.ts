import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { FourfoldError } from "../../spec/index.ts";

/** The folder in which a checkout of Fourfold builds its own CLI. The npm package does not contain it. */
const workshop = join(import.meta.dirname, "../../../tools/pulumi");
const download = "https://www.pulumi.com/docs/iac/download-install/";
const executable = process.platform === "win32" ? "pulumi.exe" : "pulumi";

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Missing or not executable: the search continues, and its end reports the error.
  }
}

/**
 * The Pulumi CLI: the installed one, or the one that `tools/pulumi/build.ts` has built.
 * @param path - The folders to search, as in the variable PATH.
 * @throws FourfoldError `ERR_PULUMI` with how to get one.
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

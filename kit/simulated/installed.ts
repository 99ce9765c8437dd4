import { readFileSync } from "node:fs";
import * as v from "valibot";
import { FourfoldError } from "../spec/index.ts";

/** The simulator's name on npm. */
export const simulatorPackage = "fourfold-simulator";

const Manifest = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** Where the simulator may be. */
export interface Place {
  /**
   * The file behind an export of the package: `/client`, `/package.json`.
   * @throws Error as `require.resolve` does, when the package is not there.
   */
  resolve(entry: string): string;
}

/** https://nodejs.org/api/errors.html#module_not_found, and the code for `imports`. */
const missingCodes: readonly unknown[] = ["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"];

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && missingCodes.includes(error.code);

/** The version that is installed at a place. Undefined where it is not installed. */
function versionAt(place: Place): string | undefined {
  let file: string;
  try {
    file = place.resolve("/package.json");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return v.parse(Manifest, readFileSync(file, "utf8")).version;
}

/**
 * The first place where the simulator is installed. Both packages are released together, and their interface may change with
 * every version.
 *
 * @param version that of this package
 * @throws FourfoldError `ERR_SIMULATOR` with the command that installs the right one.
 */
export function findInstalled(places: readonly Place[], version: string): Place {
  const fix = `Run \`npm install --save-dev ${simulatorPackage}@${version}\`.`;
  for (const place of places) {
    const found = versionAt(place);
    if (found === version) return place;
    if (found === undefined) continue;
    const what = `${simulatorPackage} has version ${found}, and fourfold ${version}: they must be the same.`;
    throw new FourfoldError("ERR_SIMULATOR", { what, fix });
  }
  const what = `Simulated clouds need the package ${simulatorPackage}, which is not installed.`;
  throw new FourfoldError("ERR_SIMULATOR", { what, fix });
}

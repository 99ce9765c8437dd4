/**
 * Loads the simulator, which is a package of its own: whoever only deploys does not install it, and it is loaded only when it is
 * needed.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SimulatorError } from "../simulator/client.ts";
import { findInstalled, type Place, simulatorPackage } from "./installed.ts";

export { simulatorPackage } from "./installed.ts";

/**
 * Beside this package, and in the current project: package managers that isolate packages, such as pnpm, show a package only what
 * it declares. `#simulator` is `kit/simulator` here, and the other package where this one is published: `imports` of
 * `package.json` says so. https://nodejs.org/api/packages.html#subpath-imports
 */
function createPlaces(): readonly Place[] {
  const own = createRequire(import.meta.url);
  const project = createRequire(join(process.cwd(), "package.json"));
  return [
    { resolve: (entry) => own.resolve(`#simulator${entry}`) },
    { resolve: (entry) => project.resolve(`${simulatorPackage}${entry}`) },
  ];
}

/** The address of one of the simulator's modules. */
function locate(entry: "" | "/client"): string {
  const { version }: { version: string } = createRequire(import.meta.url)("../../package.json");
  return pathToFileURL(findInstalled(createPlaces(), version).resolve(entry)).href;
}

/**
 * Loads what starts, finds and calls simulators in processes of their own.
 * @throws FourfoldError `ERR_SIMULATOR` when the simulator is not installed, or not in this package's version.
 */
export async function loadSimulatorClient(): Promise<typeof import("../simulator/client.ts")> {
  return await import(locate("/client"));
}

/**
 * Loads what simulates clouds in this process.
 * @throws FourfoldError `ERR_SIMULATOR` when the simulator is not installed, or not in this package's version.
 */
export async function loadSimulator(): Promise<typeof import("../simulator/index.ts")> {
  return await import(locate(""));
}

/** Whether an error is one of the simulator's, which its reader can correct. */
export function isSimulatorError(error: unknown): error is SimulatorError {
  return error instanceof Error && error.name === "SimulatorError" && "code" in error;
}

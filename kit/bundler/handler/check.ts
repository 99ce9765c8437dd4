import { readFile } from "node:fs/promises";
import { FourfoldError, triggers } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";
import type { Built } from "../build/build.ts";
import { filesOf } from "../build/cloud-build.ts";
import { withOwnOptions } from "../build/own-options.ts";
import { targets } from "../targets.ts";
import { explainFailure } from "./explain.ts";
import { type Found, functionTitle, lineOf, shown } from "./find.ts";
import { type Brand, type Loaded, type Shipped, startLoader } from "./loader.ts";

/** How long loading a handler may take by default, in milliseconds. */
export const defaultLongestLoad = 10_000;

/** A function, and the module that was built for its cloud. */
export interface Candidate {
  readonly found: Found;
  readonly built: Built;
}

/** What is wrong with a handler's default export, if anything is. */
function findFault(brand: Brand, { trigger, set, name }: BundleRequest): { what: string; fix: string } | undefined {
  const { define, make } = triggers[trigger].handler;
  const right = `export default ${define}(${set}, "${name}", ${make})`;
  if (brand.trigger === undefined) {
    if (brand.kind === "undefined") return { what: "it has no default export.", fix: `Write \`${right}\`.` };
    const what = brand.fetch
      ? "its default export is an app by itself."
      : `its default export is ${brand.kind}, not a handler.`;
    return { what, fix: `Wrap it: \`${right}\`.` };
  }
  if (brand.trigger === trigger && brand.set === set && brand.name === name) return undefined;
  return {
    what: `its default export is ${brand.trigger} function "${brand.name}" of set "${brand.set}".`,
    fix: `Write \`${right}\`, or correct \`handler\` in the set.`,
  };
}

function shippedOf({ found, built }: Candidate): Shipped {
  const { entry, options } = targets[found.request.cloud];
  const { external = [] } = withOwnOptions(options, found.request);
  return { files: filesOf(found, built), entry, provided: external, handler: found.handler };
}

function isRight({ found: { request } }: Candidate, loaded: Loaded): boolean {
  return "brand" in loaded && findFault(loaded.brand, request) === undefined;
}

async function refuse({ found, built }: Candidate, loaded: Loaded): Promise<FourfoldError | undefined> {
  const { request, handler } = found;
  if (!("brand" in loaded)) return explainFailure(found, built, loaded);
  const fault = findFault(loaded.brand, request);
  if (fault === undefined) return undefined;
  const line = lineOf(await readFile(handler, "utf8"), /^export default|\bas default\b/m);
  return new FourfoldError("ERR_HANDLER_EXPORT", {
    where: `${functionTitle(request)} (${shown(handler, line)})`,
    ...fault,
  });
}

/** Loads a module in a process of its own. */
async function checkAlone(candidate: Candidate, longest: number): Promise<FourfoldError | undefined> {
  const loader = startLoader(longest);
  try {
    return await refuse(candidate, await loader.load(shippedOf(candidate)));
  } finally {
    loader.dispose();
  }
}

/**
 * Loads the modules that ship, each from a folder that holds nothing else, and checks what their handlers export. Loading them in
 * one process takes a tenth of the time. A module that fails is loaded once more alone, since another one may have changed an
 * object that they share.
 */
export interface Checker {
  /**
   * Checks a module after those that it was given before, and settles in their order.
   * @returns `ERR_HANDLER_EXPORT` when it fails to load, exports no handler, or is another function's.
   */
  check(candidate: Candidate): Promise<FourfoldError | undefined>;
  dispose(): void;
}

/** @param longest - How long loading one module may take, in milliseconds. */
export function startChecker(longest: number): Checker {
  const loader = startLoader(longest);
  let last: Promise<unknown> = Promise.resolve();
  const checkAfter = async (before: Promise<unknown>, candidate: Candidate): Promise<FourfoldError | undefined> => {
    const loaded = await loader.load(shippedOf(candidate));
    // For the order only: the error of the one before goes to whoever has asked for it.
    await Promise.allSettled([before]);
    return isRight(candidate, loaded) ? undefined : await checkAlone(candidate, longest);
  };
  return {
    check(candidate) {
      const verdict = checkAfter(last, candidate);
      last = verdict;
      return verdict;
    },
    dispose: loader.dispose,
  };
}

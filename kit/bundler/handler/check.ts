import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { FourfoldError } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";
import type { Build } from "../build/build.ts";
import { toCompileError } from "../build/failure.ts";
import { projectOf, sourceName } from "../build/sources.ts";
import { type Found, functionTitle, lineOf, shown } from "./find.ts";
import { type Brand, type Loaded, probeName, startLoader } from "./loader.ts";
import { probeEntry } from "./probe.ts";

/** How long loading a handler may take, in milliseconds, unless a bundler is told otherwise. */
export const defaultLongestLoad = 10_000;

/** Where in the sources an error of the probe was thrown. */
function thrownAt(stack: string, map: readonly Buffer[]): string | undefined {
  const [, line, column] = new RegExp(`${probeName}:(\\d+):(\\d+)`).exec(stack) ?? [];
  if (line === undefined) return undefined;
  const entry = new SourceMap(JSON.parse(Buffer.concat(map).toString())).findEntry(
    Number(line) - 1,
    Number(column) - 1,
  );
  return "originalSource" in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : undefined;
}

/** What is wrong with a handler's default export, if anything is. */
export function findFault(
  brand: Brand,
  { trigger, set, name }: BundleRequest,
): { what: string; fix: string } | undefined {
  const right = `export default ${trigger}(${set}, "${name}", (links) => app)`;
  if (brand.trigger === undefined) {
    if (brand.kind === "undefined") return { what: "it has no default export.", fix: `Write \`${right}\`.` };
    const what = brand.fetch
      ? "its default export is an app by itself."
      : `its default export is ${brand.kind}, no handler.`;
    return { what, fix: `Wrap it: \`${right}\`.` };
  }
  if (brand.trigger === trigger && brand.set === set && brand.name === name) return undefined;
  return {
    what: `its default export is ${brand.trigger} function "${brand.name}" of set "${brand.set}".`,
    fix: `Write \`${right}\`, or correct \`handler\` in the set.`,
  };
}

async function wrongExport({ request, handler }: Found, fault: { what: string; fix: string }): Promise<FourfoldError> {
  const line = lineOf(await readFile(handler, "utf8"), /^export default|\bas default\b/m);
  const where = `${functionTitle(request)} (${shown(handler, line)})`;
  return new FourfoldError("ERR_HANDLER_EXPORT", { where, ...fault });
}

/** Builds the probe of one handler and runs it, and tells with which source map. */
async function load(probe: Build, longest: number): Promise<readonly [Loaded | undefined, readonly Buffer[]]> {
  const loader = startLoader(longest);
  try {
    const { code, map } = (await probe.run())(probeEntry);
    const [loaded] = await loader.load(code, 1);
    return [loaded, map];
  } finally {
    await loader.dispose();
  }
}

/**
 * Loads a handler once, without environment, and looks at what it exports.
 *
 * @param probe - The probe of this handler alone.
 * @param longest - How long loading may take, in milliseconds.
 * @throws FourfoldError `ERR_HANDLER_COMPILE`; `ERR_HANDLER_EXPORT` when it fails to load, exports no handler, or is
 * another function's.
 */
export async function checkHandler(found: Found, probe: Build, longest: number): Promise<void> {
  const { request, handler } = found;
  const project = projectOf(handler);
  const [loaded, map] = await load(probe, longest).catch((error: unknown) => {
    throw toCompileError(error, functionTitle(request), project);
  });
  if (loaded === undefined || "reason" in loaded) {
    const at = thrownAt(loaded?.stack ?? "", map) ?? sourceName(handler, project);
    throw new FourfoldError("ERR_HANDLER_EXPORT", {
      where: `${functionTitle(request)} (${at})`,
      what: `its file cannot be loaded: ${loaded?.reason}.`,
      fix: "A file is loaded without environment or links: use them in the function that is handed to `http`.",
    });
  }
  const fault = findFault(loaded.brand, request);
  if (fault !== undefined) throw await wrongExport(found, fault);
}

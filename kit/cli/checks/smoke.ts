import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import type { SmokeCheck, SmokeRequest } from "../../testing/smoke-check.ts";

/** The results of the checks on one cloud. */
export interface SmokeResult {
  readonly passed: number;
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

const Check = v.object({
  name: v.string(),
  check: v.custom<SmokeCheck["check"]>((value) => typeof value === "function"),
});
const SmokeModule = v.object({ smoke: v.array(Check) });

/** How long one check may take, in milliseconds. */
const patience = 20_000;

/**
 * The checks of a project: the export `smoke` of its module.
 * @throws FourfoldError `ERR_CONFIG` when the module is missing or exports something else.
 */
export async function loadSmoke(file: string | undefined): Promise<readonly SmokeCheck[]> {
  if (file === undefined) return [];
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    const what = `the smoke checks cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new FourfoldError("ERR_CONFIG", {
      where: file,
      what,
      fix: "Correct `fourfold.smoke` in package.json.",
      cause,
    });
  }
  const result = v.safeParse(SmokeModule, { ...Object(module) });
  if (result.success) return result.output.smoke;
  throw new FourfoldError("ERR_CONFIG", {
    where: file,
    what: "it does not export `smoke`, a list of checks.",
    fix: "Write `export const smoke = [{ name, check: async (request) => { … } }]`.",
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

/**
 * Runs checks one after the other against one address.
 * @param base - The address of the set: `http://127.0.0.1:4512`.
 */
export async function runSmoke(checks: readonly SmokeCheck[], base: string): Promise<SmokeResult> {
  const request: SmokeRequest = (path, init) =>
    fetch(`${base.replace(/\/$/, "")}${path}`, { signal: AbortSignal.timeout(patience), ...init });
  const failures: { name: string; reason: string }[] = [];
  for (const { name, check } of checks) {
    try {
      await check(request);
    } catch (error) {
      failures.push({ name, reason: reasonOf(error) });
    }
  }
  return { passed: checks.length - failures.length, failures };
}

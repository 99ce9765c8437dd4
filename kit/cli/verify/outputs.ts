import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import * as v from "valibot";
import { ConformanceOutput, type DeployedTarget, packageVersion } from "../../conformance/http/output.ts";
import { FourfoldError } from "../../spec/index.ts";
import { parseJson } from "../../spec/texts/json.ts";

function isMarked(value: unknown): boolean {
  return typeof value === "object" && value !== null && "fourfold" in value;
}

/** Where our mark may be: on the whole value, on one of a stack's outputs, or on an element of one. */
function candidatesIn(outputs: unknown): readonly unknown[] {
  return isMarked(outputs) ? [outputs] : Object.values(Object(outputs)).flat().filter(isMarked);
}

function parseOutput(candidate: unknown, where: string): ConformanceOutput {
  const result = v.safeParse(ConformanceOutput, candidate);
  if (!result.success) {
    const [issue] = result.issues;
    throw new FourfoldError("ERR_VERIFY", {
      where: `${where}, ${v.getDotPath(issue) ?? "output"}`,
      what: `${issue.message}.`,
      fix: "Deploy the app with `deployConformance()` of the version of Fourfold that verifies it.",
    });
  }
  const own = packageVersion();
  if (result.output.version === own) return result.output;
  throw new FourfoldError("ERR_VERIFY", {
    where,
    what: `the app was deployed with Fourfold ${result.output.version}, and this is ${own}.`,
    fix: "Run `pulumi up` with this version: each version asks its own app.",
  });
}

/**
 * The targets of the conformance app among the outputs of a stack.
 * @param where - Their source, as messages name it: `Stack "verify"`.
 * @throws FourfoldError `ERR_VERIFY` when they are of another version.
 */
export function findTargets(outputs: unknown, where: string): readonly DeployedTarget[] {
  return candidatesIn(outputs).flatMap((candidate) => parseOutput(candidate, where).targets);
}

/**
 * Reads outputs as `pulumi stack output --json` prints them.
 * @param file - A path, or `-` for standard input.
 * @throws FourfoldError `ERR_VERIFY` when it cannot be read or is not JSON.
 */
export async function readOutputs(file: string): Promise<unknown> {
  try {
    return parseJson(file === "-" ? await text(process.stdin) : readFileSync(file, "utf8"));
  } catch (cause) {
    throw new FourfoldError("ERR_VERIFY", {
      where: file === "-" ? "The standard input" : file,
      what: `the outputs cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      fix: "Pass what `pulumi stack output --json` prints.",
      cause,
    });
  }
}

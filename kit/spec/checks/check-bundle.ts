import { clouds } from "../clouds.ts";
import { FourfoldError } from "../errors.ts";
import type { BundleSpec } from "../function-set.ts";
import { isProvided } from "./provided.ts";

/** How an imported file can be read: https://esbuild.github.io/content-types/ */
export const loaders = [
  ...["js", "jsx", "ts", "tsx", "json", "text", "binary", "base64", "dataurl", "empty"],
] as readonly string[];

const ending = /^\.[\w.-]+$/;
const name = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what: `\`bundle\`: ${what}`, fix });
}

function checkLoader(loader: Readonly<Record<string, string>>, where: string): void {
  for (const [key, value] of Object.entries(loader)) {
    if (!ending.test(key)) {
      const what = `${JSON.stringify(key)} is not the ending of a file's name.`;
      refuse(where, what, 'Write it with its dot, as in ".sql".');
    }
    if (loaders.includes(value)) continue;
    const what = `a file ${JSON.stringify(key)} cannot be read as ${JSON.stringify(value)}.`;
    refuse(where, what, `Write one of ${loaders.join(", ")}: an artifact has no files beside its code.`);
  }
}

function checkDefine(define: Readonly<Record<string, string>>, where: string): void {
  const wrong = Object.keys(define).find((key) => !name.test(key));
  if (wrong === undefined) return;
  refuse(
    where,
    `${JSON.stringify(wrong)} cannot be defined.`,
    'Write names, with dots between them, as in "process.env.X".',
  );
}

function checkExternal(external: readonly string[], where: string): void {
  const wrong = external.find((pattern) => !clouds.some((cloud) => isProvided(pattern, cloud)));
  if (wrong === undefined) return;
  const what = `no cloud provides ${JSON.stringify(wrong)}, and packages are not deployed beside the code.`;
  refuse(where, what, "Remove it from `external`, so that it is bundled.");
}

/**
 * Checks the bundling options of a function, whose types have been checked.
 * @throws FourfoldError `ERR_SPEC` naming the first thing that is wrong.
 */
export function checkBundle({ loader = {}, define = {}, external = [] }: BundleSpec, where: string): void {
  checkLoader(loader, where);
  checkDefine(define, where);
  checkExternal(external, where);
}

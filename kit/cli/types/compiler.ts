import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import * as v from "valibot";
import { findHandler } from "../../bundler/handler/find.ts";
import { FourfoldError } from "../../spec/index.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import type { Project } from "../project.ts";

const Manifest = v.object({ bin: v.object({ tsc: v.string() }) });

/** The settings that Node.js recommends for TypeScript that it runs itself, for projects without settings: https://nodejs.org/api/typescript.html */
const defaults = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
};

/**
 * The file of the project's own compiler.
 * @throws FourfoldError `ERR_CONFIG` when the project has no TypeScript.
 */
export function findCompiler({ folder }: Project): string {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve("typescript/package.json");
    const { bin } = v.parse(v.pipe(v.string(), v.parseJson(), Manifest), readFileSync(manifest, "utf8"));
    return resolve(dirname(manifest), bin.tsc);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "MODULE_NOT_FOUND")) throw cause;
    throw new FourfoldError("ERR_CONFIG", {
      where: folder,
      what: "TypeScript is not installed, so types cannot be checked.",
      fix: "Run `npm install --save-dev typescript`.",
      cause,
    });
  }
}

/** What of a program and of the handlers that it has bundled is written in TypeScript, by full paths. */
export async function typedFiles(
  { main }: Project,
  { bundled }: Pick<Evaluation, "bundled">,
): Promise<readonly string[]> {
  const handlers = await Promise.all(bundled.map(({ request }) => findHandler(request)));
  return [...new Set([main, ...handlers])].filter((file) => /\.[cm]?tsx?$/.test(file));
}

/**
 * Writes the settings with which a program and its handlers are checked: they extend the project's own. Handlers are listed one
 * by one, because programs do not import them: the project's `tsconfig.json`, as Pulumi's templates write it, includes only the
 * program.
 *
 * @param files - Those of {@link typedFiles}.
 * @returns The file with the settings.
 */
export function writeSettings(project: Project, files: readonly string[]): string {
  const folder = join(project.data, "check");
  const own = resolve(project.folder, project.tsconfig ?? "tsconfig.json");
  const kept = { noEmit: true, incremental: true, tsBuildInfoFile: "./tsbuildinfo" };
  const settings = {
    ...(existsSync(own) ? { extends: relative(folder, own) } : {}),
    compilerOptions: existsSync(own) ? kept : { ...defaults, ...kept },
    files: files.map((file) => relative(folder, file)),
    include: [],
  };
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "tsconfig.json");
  writeFileSync(path, `${JSON.stringify(settings, undefined, 2)}\n`);
  return path;
}

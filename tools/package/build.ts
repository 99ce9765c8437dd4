import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { removeUnreachable, tolerateMissing } from "./declarations.ts";
import { copyDocuments } from "./documents.ts";
import { entryDeclarations, optionalPackages, packageManifest, readProject } from "./manifest.ts";
import { toJavaScriptPaths } from "./specifiers.ts";
import { copyVendored } from "./vendored.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const compiler = join(project, "node_modules/typescript7/bin/tsc");

/** What the package consists of. All else of the project is for its development. */
const folders = ["components", "kit"];

/** The files of some folders of another one, relative to it. */
function filesOf(folder: string): readonly string[] {
  return folders.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
  );
}

/** The source that a compiled file came from: a JavaScript file that was copied is its own. */
function sourceOf(file: string): string {
  return join(project, file.replace(/(?:\.d\.ts|\.js)$/, ".ts"));
}

async function compile(output: string): Promise<void> {
  const settings = fileURLToPath(new URL("./tsconfig.json", import.meta.url));
  await promisify(execFile)(process.execPath, [compiler, "--project", settings, "--outDir", output]);
}

/** What is read as data, or starts without being compiled. */
function copyOthers(output: string): void {
  for (const file of filesOf(project.replace(/[\\/]$/, "")).filter((name) => !name.endsWith(".ts"))) {
    mkdirSync(dirname(join(output, file)), { recursive: true });
    cpSync(join(project, file), join(output, file));
  }
}

function rewritePaths(output: string): void {
  for (const file of filesOf(output).filter((name) => /\.(?:[cm]?js|d\.ts)$/.test(name))) {
    const text = readFileSync(join(output, file), "utf8");
    const rewritten = toJavaScriptPaths(text, sourceOf(file));
    if (rewritten !== text) writeFileSync(join(output, file), rewritten);
  }
}

/**
 * Makes the package in a folder, which is emptied first. `npm pack` makes the tarball of it.
 * Types are not checked here, so that a test of the package fails for the package only.
 *
 * @param output an absolute path
 */
export async function buildPackage(output: string): Promise<void> {
  const manifest = readProject(project);
  rmSync(output, { recursive: true, force: true });
  await compile(output);
  copyOthers(output);
  rewritePaths(output);
  const entries = entryDeclarations(manifest).map((path) => join(output, path));
  const declarations = filesOf(output).filter((name) => name.endsWith(".d.ts"));
  const kept = removeUnreachable(
    declarations.map((name) => join(output, name)),
    entries,
  );
  for (const file of kept) tolerateMissing(file, optionalPackages(manifest));
  copyDocuments(project, output);
  const imports = copyVendored(manifest.imports, project, output);
  writeFileSync(join(output, "package.json"), `${JSON.stringify(packageManifest(manifest, imports), undefined, 2)}\n`);
}

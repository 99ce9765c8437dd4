import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { simulatorPackage } from "../../kit/simulated/installed.ts";
import { removeUnreachable, tolerateMissing } from "./declarations.ts";
import { copyDocuments } from "./documents.ts";
import { importedPackages } from "./imported.ts";
import {
  entryDeclarations,
  optionalPackages,
  type Project,
  packageManifest,
  readProject,
  simulatorManifest,
} from "./manifest.ts";
import { toJavaScriptPaths } from "./specifiers.ts";
import { copyVendored } from "./vendored.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const compiler = join(project, "node_modules/typescript7/bin/tsc");

/** The folders in the packages. The rest of the project is for its development. */
const folders = ["components", "kit", "policies"];

/** The folder in the simulator's package, which needs nothing from the main one. */
const simulator = "kit/simulator";

/** The files in the packages' folders, relative to the given folder. */
function filesOf(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** The source that a compiled file came from: a JavaScript file that was copied is its own. */
function sourceOf(file: string): string {
  return join(project, file.replace(/(?:\.d\.ts|\.js)$/, ".ts"));
}

async function compile(output: string): Promise<void> {
  const settings = fileURLToPath(new URL("./tsconfig.json", import.meta.url));
  await promisify(execFile)(process.execPath, [compiler, "--project", settings, "--outDir", output]);
}

/** Copies files that are read as data, or run without being compiled. */
function copyOthers(output: string): void {
  for (const folder of folders) {
    const from = join(project, folder);
    for (const file of filesOf(from).filter((name) => !name.endsWith(".ts"))) {
      mkdirSync(dirname(join(output, folder, file)), { recursive: true });
      cpSync(join(from, file), join(output, folder, file));
    }
  }
}

function rewritePaths(output: string): void {
  for (const file of filesOf(output).filter((name) => /\.(?:[cm]?js|d\.ts)$/.test(name))) {
    const text = readFileSync(join(output, file), "utf8");
    const rewritten = toJavaScriptPaths(text, sourceOf(file));
    if (rewritten !== text) writeFileSync(join(output, file), rewritten);
  }
}

/** Keeps the declarations that the entries of a package lead to. */
function keepDeclarations(output: string, entries: readonly string[], optional: readonly string[]): void {
  const declarations = filesOf(output).filter((name) => name.endsWith(".d.ts"));
  const kept = removeUnreachable(
    declarations.map((name) => join(output, name)),
    entries.map((path) => join(output, path)),
  );
  for (const file of kept) tolerateMissing(file, optional);
}

/** The packages that the modules and declarations of a package import. */
function importedBy(output: string): readonly string[] {
  const modules = filesOf(output).filter((name) => /^(?:components|kit|policies)\/.*\.(?:[cm]?js|d\.ts)$/.test(name));
  return importedPackages(modules.map((name) => readFileSync(join(output, name), "utf8")));
}

const writeManifest = (output: string, manifest: object): void =>
  writeFileSync(join(output, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);

function finishMain(manifest: Project, output: string): void {
  keepDeclarations(output, entryDeclarations(manifest), optionalPackages(manifest));
  copyDocuments(project, output);
  writeManifest(output, packageManifest(manifest, importedBy(output)));
}

/** Only the main package imports the simulator, and it was compiled with its types: declarations are not needed. */
function finishSimulator(manifest: Project, output: string): void {
  keepDeclarations(output, [], []);
  renameSync(join(output, simulator, "README.md"), join(output, "README.md"));
  cpSync(join(project, "LICENSE"), join(output, "LICENSE"));
  const vendored = copyVendored(manifest.imports, project, output);
  writeManifest(output, simulatorManifest(manifest, importedBy(output), vendored));
}

/** The folders of the packages, for `npm pack`. */
export interface Built {
  readonly main: string;
  readonly simulator: string;
}

/**
 * Builds the packages in a folder, which is emptied first: the main one, and the simulator's.
 * Types are not checked here, so that a test of the packages fails only for the packages.
 *
 * @param output - An absolute path.
 */
export async function buildPackages(output: string): Promise<Built> {
  const manifest = readProject(project);
  const built = { main: join(output, manifest.name), simulator: join(output, simulatorPackage) };
  rmSync(output, { recursive: true, force: true });
  await compile(built.main);
  copyOthers(built.main);
  rewritePaths(built.main);
  mkdirSync(dirname(join(built.simulator, simulator)), { recursive: true });
  renameSync(join(built.main, simulator), join(built.simulator, simulator));
  finishMain(manifest, built.main);
  finishSimulator(manifest, built.simulator);
  return built;
}

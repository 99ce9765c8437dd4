import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import * as v from "valibot";
import { simulatorPackage } from "../../simulated/index.ts";
import { FourfoldError } from "../../spec/index.ts";
import { packageOf } from "../clouds.ts";
import { type TemplateName, templates, templatesFolder } from "./templates.ts";

/** The placeholder for the project's name in templates. */
const placeholder = /fourfold-template/g;

/** A name that both npm and Pulumi accept: https://www.pulumi.com/docs/iac/concepts/projects/#project-name-restrictions */
const projectName = /^[a-z][a-z0-9._-]{0,99}$/;

const Manifest = v.object({
  name: v.string(),
  version: v.string(),
  peerDependencies: v.record(v.string(), v.string()),
});

/** This package's own `package.json`. */
function readManifest(): v.InferOutput<typeof Manifest> {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return v.parse(v.pipe(v.string(), v.parseJson(), Manifest), text);
}

/** The versions are those that this package accepts, so that a template cannot be older than its kit. */
function buildManifest(name: string, template: TemplateName): object {
  const { name: kit, version, peerDependencies } = readManifest();
  const { clouds, manifest } = templates[template];
  const sdks = ["@pulumi/pulumi", ...clouds.map((cloud) => `@pulumi/${packageOf[cloud]}`)].sort();
  const accepted = sdks.map((sdk) => [sdk, peerDependencies[sdk]]);
  return {
    name,
    ...manifest,
    type: "module",
    scripts: { test: "node --test 'tests/**/*.test.ts'", check: "tsc" },
    dependencies: Object.fromEntries([...accepted, [kit, `^${version}`]]),
    devDependencies: { "@types/node": "^24.0.0", [simulatorPackage]: `^${version}`, typescript: "^5.9.0" },
  };
}

function requireNew(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw new FourfoldError("ERR_USAGE", {
    where: folder,
    what: "the folder is not empty.",
    fix: "Name one that does not exist yet.",
  });
}

function requireName(name: string): void {
  if (projectName.test(name)) return;
  throw new FourfoldError("ERR_USAGE", {
    where: "--name",
    what: `${JSON.stringify(name)} cannot be the name of a project.`,
    fix: "Use a lower-case letter, then letters, digits and `.`, `_` or `-`, at most 100 in all.",
  });
}

/** npm excludes `.gitignore` from packages: https://docs.npmjs.com/cli/configuring-npm/package-json#files */
function copyFiles(folder: string, name: string, folders: readonly string[]): void {
  for (const each of folders) cpSync(join(templatesFolder, each), folder, { recursive: true });
  renameSync(join(folder, "gitignore"), join(folder, ".gitignore"));
  for (const file of globSync("**/*.{ts,yaml,json,md}", { cwd: folder })) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const named = text.replaceAll(placeholder, name);
    if (named !== text) writeFileSync(path, named);
  }
}

/**
 * Creates a project from a template. Returns a text with what to do next.
 *
 * @param target - The folder, which does not exist yet or is empty.
 * @param name - The project's name. @default the folder's name
 * @throws FourfoldError `ERR_USAGE` when the folder is not empty, or the name is not valid.
 */
export function createProject(target: string, template: TemplateName, name = basename(resolve(target))): string {
  const folder = resolve(target);
  requireName(name);
  requireNew(folder);
  mkdirSync(folder, { recursive: true });
  const { folders, program, title } = templates[template];
  copyFiles(folder, name, folders);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(buildManifest(name, template), undefined, 2)}\n`);
  return `${target} has ${title}. Next:
  cd ${target} && npm install
  npm test
  ${program === "." ? "" : `cd ${program} && `}npx fourfold dev`;
}

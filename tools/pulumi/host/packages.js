/** The packages that npm has installed for a program, read directly from `node_modules`, without starting npm. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Versions by name: of the packages that a program declares, or of all installed ones.
 *
 * @param {string} directory
 * @param {{ everything: boolean }} options
 */
export function installedPackages(directory, { everything }) {
  const declared = declaredPackages(directory);
  const found = new Map();
  for (const { name, version } of upwards(directory).flatMap(installedManifests)) {
    // The nearest one wins, as in Node.
    if (!found.has(name) && (everything || declared.has(name))) found.set(name, version);
  }
  return found;
}

/** Whether all packages that a directory declares are installed. */
export function isInstalled(directory) {
  const there = installedPackages(directory, { everything: true });
  const manifest = join(directory, "package.json");
  if (!existsSync(manifest)) return true;
  return Object.keys(readJson(manifest).dependencies ?? {}).every((name) => there.has(name));
}

/**
 * The provider plugins that a program's SDKs need, from their manifests.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go
 */
export function requiredProviders(directory) {
  return installedManifests(directory)
    .filter((manifest) => manifest.pulumi?.resource)
    .map(({ name, version, pulumi }) => ({
      name: pulumi.name ?? name.replace(/^@pulumi\//, ""),
      version: `v${(pulumi.version ?? version).replace(/^v/, "")}`,
      server: pulumi.server,
      parameterization: pulumi.parameterization,
    }));
}

function declaredPackages(directory) {
  const manifests = upwards(directory)
    .map((folder) => join(folder, "package.json"))
    .filter(existsSync)
    .map(readJson);
  return new Set(
    manifests.flatMap(({ dependencies, devDependencies }) => Object.keys({ ...dependencies, ...devDependencies })),
  );
}

/** Manifests in the `node_modules` of one directory. */
function installedManifests(directory) {
  const folder = join(directory, "node_modules");
  return listNames(folder)
    .flatMap((name) =>
      name.startsWith("@") ? listNames(join(folder, name)).map((inner) => join(name, inner)) : [name],
    )
    .map((name) => join(folder, name, "package.json"))
    .filter(existsSync)
    .map(readJson);
}

/** A directory and its parents, nearest first: where Node looks for modules. */
function upwards(directory) {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...upwards(parent)];
}

function listNames(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

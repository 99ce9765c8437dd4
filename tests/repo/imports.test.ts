import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { importedPackages } from "../../tools/package/imported.ts";
import { importsOf, sources } from "./source.ts";

/** What nobody installs: it may import every part. */
const outside = ["bench", "examples", "templates", "tests", "tools"];

/** The package's own entry points: https://nodejs.org/api/packages.html#self-referencing-a-package-using-its-name */
const { name: self, exports: entries }: { readonly name: string; readonly exports: Readonly<Record<string, string>> } =
  JSON.parse(readFileSync("package.json", "utf8"));

/** What each part may import of ours, besides itself. What runs never imports what deploys. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  stack: ["spec", "components", "functions"],
  functions: ["spec", "runtime"],
  spec: [],
  runtime: ["spec"],
  bundler: ["spec"],
  components: ["spec", "bundler", "cost"],
  simulator: [],
  simulated: ["spec", "simulator"],
  engine: ["spec"],
  cost: ["spec"],
  policies: ["spec", "cost"],
  testing: ["spec", "runtime", "engine", "simulated"],
  conformance: ["spec", "runtime", "components"],
  cli: [
    "spec",
    "bundler",
    "components",
    "cost",
    "engine",
    "policies",
    "simulated",
    "simulator",
    "runtime",
    "testing",
    "conformance",
  ],
};

/** The only parts that may import Pulumi's packages, and which. */
const pulumi: Readonly<Record<string, RegExp>> = {
  stack: /^@pulumi\/pulumi/,
  components: /^@pulumi\//,
  simulator: /^@pulumi\/pulumi\/proto\//,
  engine: /^@pulumi\/pulumi/,
  // Not an SDK of a cloud: a pack starts at every preview.
  policies: /^@pulumi\/policy$/,
  testing: /^@pulumi\/(?:pulumi|policy)/,
  conformance: /^@pulumi\/pulumi$/,
};

/** The packages that only the simulator imports: whoever deploys to real clouds installs none of them. */
const simulatorOnly = ["@google-cloud/functions-framework", "bcryptjs", "fflate", "miniflare", "nanotar", "selfsigned"];

/** The packages that both packages of ours import. */
const shared = ["@grpc/grpc-js", "@pulumi/pulumi", "croner", "google-protobuf", "yaml"];

/** Imports that stay when types are taken away: https://www.typescriptlang.org/tsconfig/#verbatimModuleSyntax */
const withoutTypes = (text: string): string =>
  text
    .replace(/^\s*(?:import|export) type\b[^;"']*\bfrom\s+["'][^"']+["']/gm, "")
    .replace(/\btypeof import\([^)]*\)/g, "");

/** The part that a file belongs to: its folder, within `kit` the one below. What is in none is a part of its own. */
function partOf(path: string): string {
  if (path === "index.ts") return "stack";
  const [first = path, second = path] = path.split("/");
  return first === "kit" ? second : first;
}

/** The part that an import leads to. Undefined for packages of others. */
function target(path: string, imported: string): string | undefined {
  if (imported.startsWith(".")) return partOf(posix.join(posix.dirname(path), imported));
  // In the published package it leads to the other one.
  if (/^#simulator(?:\/|$)/.test(imported)) return "simulator";
  if (imported !== self && !imported.startsWith(`${self}/`)) return undefined;
  const file = entries[imported.replace(self, ".")];
  assert.ok(file !== undefined, `${path} imports ${imported}, which package.json does not export`);
  return partOf(posix.normalize(file));
}

describe("imports", () => {
  const files = sources().flatMap(({ path, text }) => {
    const part = partOf(path);
    return outside.includes(part) ? [] : [{ path, part, imports: importsOf(text) }];
  });

  it("says of every part of the project what it may import, and of none that there is not", () => {
    assert.deepEqual([...new Set(files.map(({ part }) => part))].toSorted(), Object.keys(allowed).toSorted());
    for (const folder of outside) assert.ok(existsSync(folder), folder);
  });

  for (const [part, others] of Object.entries(allowed)) {
    it(`${part} imports only ${["itself", ...others].join(", ")}`, () => {
      const own = files.filter((file) => file.part === part);
      const wrong = own.flatMap(({ path, imports }) => {
        const parts = imports.map((name) => ({ name, to: target(path, name) }));
        const strangers = parts.filter(({ to }) => to !== undefined && to !== part && !others.includes(to));
        return strangers.map(({ name, to }) => `${path} imports ${name} of ${to}`);
      });

      assert.deepEqual(wrong, []);
    });
  }

  it("imports only types of the simulator, a package of its own, which is loaded in one place and by its name", () => {
    const loaded = sources().flatMap(({ path, text }) => {
      if (["simulator", ...outside].includes(partOf(path))) return [];
      const names = importsOf(withoutTypes(text)).filter((name) => target(path, name) === "simulator");
      return names.map((name) => `${path} loads ${name}`);
    });

    const naming = sources().filter(
      ({ path, text }) => !outside.includes(partOf(path)) && text.includes("`#simulator"),
    );
    assert.deepEqual(loaded, []);
    assert.deepEqual(
      naming.map(({ path }) => path),
      ["kit/simulated/index.ts"],
    );
  });

  it("parts what the simulator's package needs from what the main one does", () => {
    const published = sources().filter(({ path }) => /^(?:components|kit|policies)\//.test(path));
    const packagesOf = (isSimulator: boolean): readonly string[] =>
      importedPackages(
        published.filter(({ path }) => (partOf(path) === "simulator") === isSimulator).map(({ text }) => text),
      );
    const [simulator, main] = [packagesOf(true), packagesOf(false)];

    assert.deepEqual(simulator, [...simulatorOnly, ...shared].toSorted());
    assert.deepEqual(
      simulator.filter((name) => main.includes(name)),
      shared,
    );
  });

  it("lets components load what prices things only where a budget needs it: a preview would wait for it", () => {
    const own = sources().filter(({ path }) => partOf(path) === "components");
    const eager = own.filter(({ text }) => /^(?:import|export) (?!type\b)[^;]*["'][./]+\/kit\/cost\//m.test(text));

    assert.deepEqual(
      eager.map(({ path }) => path),
      [],
    );
  });

  // An import of a CommonJS module reads, and so loads, all that it exports: https://nodejs.org/api/esm.html#commonjs-namespaces
  it("takes each resource from its own file in the SDK of its cloud, whose index would load hundreds", () => {
    const index = /from "(@pulumi\/(?:aws|azure-native|cloudflare|gcp|random)(?:\/(?:\w+\/)?index\.js)?)"/g;
    const own = sources().filter(({ path }) => ["components", "conformance"].includes(partOf(path)));
    const wrong = own.flatMap(({ path, text }) =>
      [...withoutTypes(text).matchAll(index)].map(([, name]) => `${path} imports ${name}`),
    );

    assert.deepEqual(wrong, []);
  });

  it("leaves Pulumi's packages to the parts that deploy", () => {
    const wrong = files.flatMap(({ path, part, imports }) => {
      const packages = imports.filter((name) => name.startsWith("@pulumi/"));
      return packages.filter((name) => !pulumi[part]?.test(name)).map((name) => `${path} imports ${name}`);
    });

    assert.deepEqual(wrong, []);
  });

  it("has the run time import only types of the whole spec: every bundle would be made from all of its files", () => {
    const own = sources().filter(({ path }) => partOf(path) === "runtime");
    const wrong = own.flatMap(({ path, text }) =>
      importsOf(withoutTypes(text))
        .filter((name) => name === "fourfold" || name.endsWith("/spec/index.ts"))
        .map((name) => `${path} imports ${name}`),
    );

    assert.deepEqual(wrong, []);
  });

  it("keeps Node.js out of the run time, but for adapters, platforms and the light classes", () => {
    const shared = files.filter(
      ({ part, path }) => part === "runtime" && !/\/(?:adapters|platform|light)\//.test(path),
    );
    const wrong = shared.flatMap(({ path, imports }) =>
      imports.filter((name) => name.startsWith("node:")).map((name) => `${path} imports ${name}`),
    );

    assert.deepEqual(wrong, []);
  });
});

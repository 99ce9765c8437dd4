import assert from "node:assert/strict";
import { posix } from "node:path";
import { importsOf, sources } from "./source.ts";

/** The parts of the project, by folder: the longest prefix that fits a path is its part. */
const folders: Readonly<Record<string, string>> = {
  "index.ts": "stack",
  "components/": "components",
  "functions/": "functions",
  "kit/spec/": "spec",
  "kit/runtime/": "runtime",
  "kit/bundler/": "bundler",
  "kit/engine/": "engine",
  "kit/testing/": "testing",
  "kit/simulator/": "simulator",
  "kit/conformance/": "conformance",
  "kit/cli/": "cli",
};

/** The package's own entry points: https://nodejs.org/api/packages.html#self-referencing-a-package-using-its-name */
const entries: Readonly<Record<string, string>> = {
  fourfold: "spec",
  "fourfold/runtime": "runtime",
  "fourfold/components": "components",
  "fourfold/testing": "testing",
  "fourfold/conformance": "conformance",
};

/** What each part may import of ours, besides itself. What runs never imports what deploys. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  stack: ["spec", "components", "functions"],
  functions: ["spec", "runtime"],
  spec: [],
  runtime: ["spec"],
  bundler: ["spec"],
  components: ["spec", "bundler"],
  simulator: [],
  engine: ["spec"],
  testing: ["spec", "runtime", "engine", "simulator"],
  conformance: ["spec", "runtime", "components"],
  cli: ["spec", "bundler", "components", "engine", "simulator", "testing", "conformance"],
};

/** The only parts that may import Pulumi's packages, and which. */
const pulumi: Readonly<Record<string, RegExp>> = {
  stack: /^@pulumi\/pulumi/,
  components: /^@pulumi\//,
  simulator: /^@pulumi\/pulumi\/proto\//,
  engine: /^@pulumi\/pulumi/,
  testing: /^@pulumi\/pulumi/,
  conformance: /^@pulumi\/pulumi$/,
};

function partOf(path: string): string | undefined {
  const folder = Object.keys(folders).find((prefix) => path.startsWith(prefix));
  return folder === undefined ? undefined : folders[folder];
}

function target(path: string, imported: string): string | undefined {
  if (imported.startsWith(".")) return partOf(posix.join(posix.dirname(path), imported));
  return entries[imported];
}

describe("imports", () => {
  const files = sources().flatMap(({ path, text }) => {
    const part = partOf(path);
    return part === undefined ? [] : [{ path, part, imports: importsOf(text) }];
  });

  it("covers every part of the project", () => {
    assert.deepEqual([...new Set(files.map(({ part }) => part))].toSorted(), Object.keys(allowed).toSorted());
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

  it("leaves Pulumi's packages to the parts that deploy", () => {
    const wrong = files.flatMap(({ path, part, imports }) => {
      const packages = imports.filter((name) => name.startsWith("@pulumi/"));
      return packages.filter((name) => !pulumi[part]?.test(name)).map((name) => `${path} imports ${name}`);
    });

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

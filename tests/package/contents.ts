import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { transform } from "esbuild";
import { publint } from "publint";
import * as v from "valibot";
import { importedPackages } from "../../tools/package/imported.ts";
import { relativePaths } from "../../tools/package/specifiers.ts";
import { repository } from "../support/command.ts";
import type { Packed } from "./support/packed.ts";

const Table = v.record(v.string(), v.string());

const Manifest = v.object({
  version: v.string(),
  engines: v.object({ node: v.string() }),
  imports: Table,
  dependencies: Table,
  peerDependencies: Table,
  peerDependenciesMeta: v.optional(v.record(v.string(), v.object({ optional: v.boolean() })), {}),
});

/** What may be in a tarball. */
export interface Meant {
  /** Patterns of its files' paths. */
  readonly files: readonly RegExp[];
  /** The least number of files: of a build that left out half of them, the rest would be right. */
  readonly atLeast: number;
}

export const meantOfMain: Meant = {
  files: [
    /^(?:README\.md|LICENSE|CHANGELOG\.md|package\.json)$/,
    /^docs\/(?:[a-z-]+\.md|shop-api\.yaml)$/,
    /^(?:components|kit\/(?!simulator\/)[a-z]+)\/[a-z0-9/-]+\.(?:js|mjs|cjs|d\.ts)$/,
    /^policies\/(?:pack\.cjs|PulumiPolicy\.yaml|package\.json|[a-z0-9/-]+\.(?:js|d\.ts))$/,
    /^kit\/cost\/prices\/(?:aws|gcp|azure|cloudflare)\/[a-z]+\.json$/,
    /^templates\/[a-z-]+\/(?:[A-Za-z.-]+|(?:example|functions|tests|example\/functions)\/[A-Za-z.-]+)$/,
  ],
  atLeast: 300,
};

export const meantOfSimulator: Meant = {
  files: [
    /^(?:README\.md|LICENSE|package\.json)$/,
    /^kit\/simulator\/[a-z0-9/-]+\.(?:js|mjs|cjs)$/,
    /^kit\/simulator\/control\/schema\/[a-z-]+\.json$/,
    /^vendor\/aws-lambda-ric\/(?:index\.mjs|LICENSE|NOTICE|THIRD-PARTY-LICENSES)$/,
  ],
  atLeast: 150,
};

const isCode = (file: string): boolean => /^(?:components|kit|policies)\/.*\.[cm]?js$/.test(file);
const isDeclaration = (file: string): boolean => file.endsWith(".d.ts");

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The packages that a package's modules and declarations import. */
const importedBy = ({ files, read }: Packed): readonly string[] =>
  importedPackages(files.filter((file) => isCode(file) || isDeclaration(file)).map(read));

const manifestOf = ({ read }: Packed): v.InferOutput<typeof Manifest> =>
  v.parse(Manifest, JSON.parse(read("package.json")));

/** What must be right in every package. */
export function describeContents(packed: () => Packed, meant: Meant): void {
  it("has nothing but compiled modules, their declarations and data, and the documents", () => {
    const { files } = packed();

    assert.deepEqual(
      files.filter((file) => !meant.files.some((pattern) => pattern.test(file))),
      [],
    );
    assert.ok(files.length > meant.atLeast, `${files.length} files`);
  });

  it("has the licence and the version of the project", () => {
    const project: unknown = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));

    assert.equal(packed().read("LICENSE"), readFileSync(join(repository, "LICENSE"), "utf8"));
    assert.equal(manifestOf(packed()).version, v.parse(v.object({ version: v.string() }), project).version);
  });

  it("names no path of the machine that it was made on", () => {
    const places = [repository.replace(/\/$/, ""), packed().folder];

    const telling = packed().files.filter((file) => places.some((place) => packed().read(file).includes(place)));

    assert.deepEqual(telling, []);
  });

  it("has no fault that publint knows", async () => {
    const { messages } = await publint({ pkgDir: packed().folder, pack: false, level: "warning" });

    assert.deepEqual(messages, []);
  });

  it("declares each package that it imports, and no other one", () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = manifestOf(packed());
    const ofOthers = Object.keys(peerDependencies).filter((name) => name !== "fourfold");

    assert.deepEqual(importedBy(packed()), [...Object.keys(dependencies), ...ofOthers].sort());
    assert.deepEqual(
      ofOthers.filter((name) => !peerDependenciesMeta[name]?.optional),
      ["@pulumi/pulumi"],
    );
  });

  it("names only files that are there", () => {
    const code = packed().files.filter((file) => isCode(file) || isDeclaration(file));
    const missing = code.flatMap((file) => {
      const paths = relativePaths(withoutComments(packed().read(file))).filter((path) =>
        /\.(?:[cm]?js|json)$/.test(path),
      );
      const places = paths.map((path) => resolve(packed().folder, dirname(file), path));
      return places.filter((place) => !existsSync(place) && !existsSync(place.replace(/\.js$/, ".d.ts")));
    });

    assert.deepEqual(missing, []);
  });

  it("has no top-level await outside of what is started, so that CommonJS can require it", async () => {
    const started = /^kit\/(?:cli\/fourfold|simulator\/main)\.js$/;
    const modules = packed().files.filter((file) => isCode(file) && file.endsWith(".js") && !started.test(file));

    for (const file of modules) {
      // esbuild refuses top-level await where the output is CommonJS.
      await assert.doesNotReject(transform(packed().read(file), { format: "cjs", logLevel: "silent" }), file);
    }
  });
}

/** What must be right in the simulator's package besides. */
export function describeSimulatorContents(packed: () => Packed): void {
  it("is for the main package of the same version", () => {
    const { version, peerDependencies } = manifestOf(packed());

    assert.equal(peerDependencies.fourfold, version);
  });
}

/** What must be right in the main package besides. */
export function describeMainContents(packed: () => Packed): void {
  it("has the project's change log", () => {
    assert.equal(packed().read("CHANGELOG.md"), readFileSync(join(repository, "CHANGELOG.md"), "utf8"));
  });

  it("has every page, with links that lead to what is there", () => {
    const pages = packed().files.filter((file) => file.endsWith(".md") && !file.startsWith("templates/"));
    const dead = pages.flatMap((page) => {
      const targets = [
        ...packed()
          .read(page)
          .matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g),
      ].map(([, target = ""]) => target);
      return targets.filter((target) => !existsSync(resolve(packed().folder, dirname(page), target)));
    });

    const ofProject = readdirSync(join(repository, "docs")).filter((name) => name.endsWith(".md"));
    assert.deepEqual(pages.sort(), ["CHANGELOG.md", "README.md", ...ofProject.map((name) => `docs/${name}`)].sort());
    assert.deepEqual(dead, []);
    assert.match(packed().read("README.md"), /\]\(docs\/limits\.md\)/);
  });

  it("demands the same Node.js from npm as from whoever starts it", () => {
    const [, major, minor] = /const needed = \[(\d+), (\d+)\]/.exec(packed().read("kit/cli/fourfold.js")) ?? [];

    assert.equal(manifestOf(packed()).engines.node, `>=${major}.${minor}`);
  });

  it("finds the simulator by its name, and does not ask for it", () => {
    const { peerDependencies, imports } = manifestOf(packed());

    assert.equal(peerDependencies["fourfold-simulator"], undefined);
    assert.deepEqual(imports, {
      "#simulator": "fourfold-simulator",
      "#simulator/client": "fourfold-simulator/client",
      "#simulator/package.json": "fourfold-simulator/package.json",
    });
  });
}

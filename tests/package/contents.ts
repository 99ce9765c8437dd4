import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { transform } from "esbuild";
import { publint } from "publint";
import * as v from "valibot";
import { relativePaths } from "../../tools/package/specifiers.ts";
import { importsOf } from "../repo/source.ts";
import { repository } from "../support/command.ts";
import type { Packed } from "./support/packed.ts";

const Manifest = v.object({
  version: v.string(),
  engines: v.object({ node: v.string() }),
  dependencies: v.record(v.string(), v.string()),
  peerDependencies: v.record(v.string(), v.string()),
  peerDependenciesMeta: v.record(v.string(), v.object({ optional: v.boolean() })),
});

/** What may be in the tarball. */
const meant = [
  /^(?:README\.md|LICENSE|CHANGELOG\.md|package\.json)$/,
  /^docs\/[a-z-]+\.md$/,
  /^(?:components|kit)\/[a-z0-9/-]+\.(?:js|mjs|cjs|d\.ts)$/,
  /^kit\/simulator\/control\/schema\/[a-z-]+\.json$/,
  /^templates\/[a-z-]+\/(?:[A-Za-z.-]+|(?:example|functions|tests|example\/functions)\/[A-Za-z.-]+)$/,
  /^vendor\/aws-lambda-ric\/(?:index\.mjs|LICENSE|NOTICE|THIRD-PARTY-LICENSES)$/,
];

const isCode = (file: string): boolean => /^(?:components|kit)\/.*\.[cm]?js$/.test(file);
const isDeclaration = (file: string): boolean => file.endsWith(".d.ts");

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** The packages that a module names: in imports, types, and where it only asks for a package's place. */
function packagesOf(text: string): readonly string[] {
  const code = withoutComments(text);
  const resolved = [...code.matchAll(/\.resolve\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  const names = [...importsOf(code), ...resolved].filter((name) => /^@?[a-z][a-z0-9./_-]*$/.test(name));
  const packages = names.map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
  return packages.filter((name) => name !== "fourfold" && !builtinModules.includes(name));
}

export function describeContents(packed: () => Packed): void {
  const manifest = () => v.parse(Manifest, JSON.parse(packed().read("package.json")));

  it("has nothing but compiled modules, their declarations and data, and the documents", () => {
    const { files } = packed();

    assert.deepEqual(
      files.filter((file) => !meant.some((pattern) => pattern.test(file))),
      [],
    );
    assert.ok(files.length > 400, `${files.length} files`);
  });

  it("has the licence, the change log and the version of the project", () => {
    for (const name of ["LICENSE", "CHANGELOG.md"]) {
      assert.equal(packed().read(name), readFileSync(join(repository, name), "utf8"));
    }
    const project = v.parse(Manifest, JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));
    assert.equal(manifest().version, project.version);
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

    const ofProject = readdirSync(join(repository, "docs")).map((name) => `docs/${name}`);
    assert.deepEqual(pages.sort(), ["CHANGELOG.md", "README.md", ...ofProject].sort());
    assert.deepEqual(dead, []);
    assert.match(packed().read("README.md"), /\]\(docs\/limits\.md\)/);
  });

  it("demands the same Node.js from npm as from whoever starts it", () => {
    const [, major, minor] = /const needed = \[(\d+), (\d+)\]/.exec(packed().read("kit/cli/fourfold.js")) ?? [];

    assert.equal(manifest().engines.node, `>=${major}.${minor}`);
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
    const imported = packed()
      .files.filter((file) => isCode(file) || isDeclaration(file))
      .flatMap((file) => packagesOf(packed().read(file)));

    const { dependencies, peerDependencies, peerDependenciesMeta } = manifest();
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    assert.deepEqual([...new Set(imported)].sort(), declared.sort());
    assert.deepEqual(
      Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional),
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

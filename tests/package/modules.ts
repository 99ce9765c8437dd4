import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { clouds } from "fourfold";
import * as v from "valibot";
import { repository } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { cases } from "../support/sample.ts";
import { everyEntry, publishedSet, resolutions } from "./support/programs.ts";
import { forgetDeployed, type Project, succeeded } from "./support/project.ts";

const Made = v.object({
  rawBytes: v.number(),
  hash: v.string(),
  report: v.array(v.object({ path: v.string(), bytes: v.number() })),
});
type Made = v.InferOutput<typeof Made>;

/** What a bundle is made of, without the endings of modules, which are compiled in the package. */
function modulesOf(made: Made | undefined): readonly string[] {
  return (made?.report ?? []).map(({ path }) => path.replace(/^fourfold\//, "").replace(/\.[jt]s$/, "")).sort();
}

/** The folders of a package's copies in a project. */
function copiesOf(name: string, { folder }: Project): readonly string[] {
  const found = readdirSync(join(folder, "node_modules"), { recursive: true, encoding: "utf8" });
  return found.filter((path) => path.endsWith(join("node_modules", name)) || path === name);
}

export function describeModules(project: () => Project, lowest: Readonly<Record<string, string>>): void {
  const installed = (name: string) =>
    JSON.parse(readFileSync(join(project().folder, "node_modules", name, "package.json"), "utf8"));

  before(() => project().write(publishedSet));
  after(async () => {
    await project().run("fourfold", "stop");
    await assertNothingLeft(project().folder, []);
  });

  it("runs on exactly the lowest versions that it says it accepts, and one copy of the Pulumi SDK", () => {
    const { peerDependencies } = installed("fourfold");

    for (const [name, version] of Object.entries(lowest)) {
      assert.equal(peerDependencies[name], `^${version}`);
      assert.equal(installed(name).version, version);
    }
    assert.deepEqual(copiesOf("@pulumi/pulumi", project()), ["@pulumi/pulumi"]);
  });

  it("deploys to the simulated clouds, with a set of the project and one that somebody has published", async () => {
    const output = succeeded(await project().run("fourfold", "dev", "--once"));
    await forgetDeployed(project());

    assert.match(output, /^cloudflare +4 .* 1\/1 +http:\/\/127\.0\.0\.1:\d+ /m);
  });

  it("previews on the real engine", async () => {
    const output = succeeded(
      await project().run("fourfold", "pulumi", "--non-interactive", "--color", "never", "preview"),
    );

    assert.match(output, /cloudflare:index:WorkersScript status-state-script create/);
  });

  it("lets every entry be imported and required, with the same module for both", async () => {
    const program = `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const { exports } = require("fourfold/package.json");
      for (const path of Object.keys(exports).filter((path) => path !== "./package.json")) {
        const name = "fourfold" + path.slice(1);
        if (await import(name) !== require(name)) throw new Error(name);
        console.log(name);
      }
    `;
    project().write({ "entries.mjs": program });

    const output = succeeded(await project().node("entries.mjs"));

    const entries = ["fourfold", "fourfold/components", "fourfold/conformance", "fourfold/runtime", "fourfold/testing"];
    assert.deepEqual(output.trim().split("\n").sort(), entries);
  });

  it("makes bundles of the same modules and size as the project's sources make, always the same", async () => {
    // In a process of its own, because the bundler leaves one of esbuild's behind that ends with it.
    const program = (bundler: string, outdir: string): string => `
      const { bundle } = await import(${JSON.stringify(bundler)});
      const request = {
        set: "shop", name: "api", root: ${JSON.stringify(join(repository, "functions/shop.ts"))}, handler: "./api.ts",
        trigger: "http", settings: { timeout: 20, streaming: true, maxBody: 1_048_576 },
      };
      const artifacts = await Promise.all(${JSON.stringify(clouds)}.map((cloud) =>
        bundle({ ...request, cloud, outdir: ${JSON.stringify(join(project().folder, "bundles"))} + "/${outdir}" })));
      console.log(JSON.stringify(artifacts.map(({ rawBytes, hash, report }) => ({ rawBytes, hash, report }))));
    `;
    const run = async (bundler: string, outdir: string): Promise<readonly Made[]> => {
      const finished = await project().node("--input-type=module", "--eval", program(bundler, outdir));
      succeeded(finished);
      return v.parse(v.array(Made), JSON.parse(finished.stdout));
    };
    const packaged = pathToFileURL(join(project().folder, "node_modules/fourfold/kit/bundler/index.js")).href;
    const own = pathToFileURL(join(repository, "kit/bundler/index.ts")).href;

    const [first, second, source] = [await run(packaged, "1"), await run(packaged, "2"), await run(own, "3")];

    assert.deepEqual(first, second);
    for (const [index, cloud] of clouds.entries()) {
      const [made, expected] = [first[index], source[index]];
      assert.deepEqual(modulesOf(made), modulesOf(expected), cloud);
      // esbuild gives names by how often they occur, and not always the same ones to those that occur as often.
      assert.ok(Math.abs((made?.rawBytes ?? 0) - (expected?.rawBytes ?? 0)) < 16, cloud);
    }
  });

  for (const [name, compilerOptions] of cases(resolutions, 1)) {
    it(`has declarations that compile for ${name}, with no other SDK and libraries checked`, async () => {
      const settings = {
        compilerOptions: { strict: true, noEmit: true, ...compilerOptions, skipLibCheck: false },
        files: ["index.ts"],
      };
      project().write({
        "types/package.json": "{}",
        "types/index.ts": everyEntry,
        "types/tsconfig.json": JSON.stringify(settings),
      });

      succeeded(await project().run("tsc", "--project", "types"));
    });
  }
}

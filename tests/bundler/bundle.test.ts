import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Artifact, bundle, packedSizeOf, type ReportRow } from "../../kit/bundler/index.ts";
import { clouds, type PerCloud } from "../../kit/spec/index.ts";
import { api, codeOf, createProject } from "./project.ts";

/** What each platform loads: see "An artifact" in ARCHITECTURE.md. */
const expected: PerCloud<{ readonly entry: string; readonly files: readonly string[] }> = {
  aws: { entry: "index.mjs", files: ["index.mjs"] },
  gcp: { entry: "index.js", files: ["index.js", "package.json"] },
  azure: { entry: "index.mjs", files: ["host.json", "index.mjs", "package.json"] },
  cloudflare: { entry: "index.js", files: ["index.js"] },
};

/** Loads an artifact in a process of its own, whose global classes it may replace. */
async function load({ directory, entry }: Artifact): Promise<void> {
  await promisify(execFile)(process.execPath, [join(directory, entry)]);
}

async function contentOf({ directory, files, sourceMap }: Artifact): Promise<readonly string[]> {
  return Promise.all([...files.map((file) => join(directory, file)), sourceMap].map((file) => readFile(file, "utf8")));
}

describe("bundle", () => {
  for (const cloud of clouds) {
    describe(`for ${cloud}`, () => {
      it("writes the files that the platform loads, and nothing else", async () => {
        await using project = await createProject();

        const artifact = await bundle(project.request(cloud));

        assert.equal(artifact.directory, join(project.folder, "out/shop/api", cloud, "code"));
        assert.equal(artifact.entry, expected[cloud].entry);
        assert.deepEqual(artifact.files, expected[cloud].files);
        assert.deepEqual((await readdir(artifact.directory)).sort(), expected[cloud].files);
      });

      it("writes the same bytes in every folder", async () => {
        await using here = await createProject();
        await using there = await createProject();

        const [first, second] = [await bundle(here.request(cloud)), await bundle(there.request(cloud))];

        assert.equal(first.hash, second.hash);
        assert.deepEqual(await contentOf(first), await contentOf(second));
      });

      it("leaves out what is checked at preview only", async () => {
        await using project = await createProject();

        const text = await codeOf(await bundle(project.request(cloud)));

        for (const check of [
          "has no property",
          "credentials cannot allow",
          "is not a valid name",
          "does not have five fields",
        ])
          assert.ok(!text.includes(check));
      });

      it("writes no path of the machine", async () => {
        await using project = await createProject();

        const text = (await contentOf(await bundle(project.request(cloud)))).join("\n");

        assert.ok(!text.includes(project.folder));
        assert.ok(!text.includes(process.cwd()));
      });

      it("leaves out what the handler does not use", async () => {
        await using project = await createProject({
          "src/api.ts": `import * as v from "valibot";\nimport { Hono } from "hono";\n${api}`,
        });

        const artifact = await bundle(project.request(cloud));

        const code = await codeOf(artifact);
        assert.ok(code.includes("good morning"));
        assert.ok(!code.includes("never shipped"));
        assert.deepEqual(
          artifact.report.filter(({ path }) => /^(?:valibot|hono)\//.test(path)),
          [],
        );
      });

      it("maps a place in the code to its file and line", async () => {
        await using project = await createProject();

        const artifact = await bundle(project.request(cloud));

        const before = (await codeOf(artifact)).split("good morning")[0]?.split("\n") ?? [];
        const map = new SourceMap(JSON.parse(await readFile(artifact.sourceMap, "utf8")));
        const origin = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
        assert.ok("originalSource" in origin);
        assert.equal(origin.originalSource, "src/greeting.ts");
        assert.equal(origin.originalLine, 0);
      });

      it("has the text of every source in the map, so that errors can be read where the sources are not", async () => {
        await using project = await createProject();

        const artifact = await bundle(project.request(cloud));

        const { sources, sourcesContent } = JSON.parse(await readFile(artifact.sourceMap, "utf8"));
        const textOf = (source: string) => sourcesContent[sources.indexOf(source)];
        assert.equal(sourcesContent.length, sources.length);
        assert.equal(textOf("src/greeting.ts"), await readFile(join(project.folder, "src/greeting.ts"), "utf8"));
        assert.match(textOf(`fourfold:shop.api.${cloud}`), /^import .* from "fourfold:handler";$/m);
        const without = sources.filter((_: string, at: number) => typeof sourcesContent[at] !== "string");
        // Azure's package ships a map of its sources, and not the sources.
        assert.deepEqual(
          without.filter((source: string) => !/^webpack:.*@azure\//.test(source)),
          [],
        );
      });

      it("reports sizes that add up, the heaviest first", async () => {
        await using project = await createProject();

        const artifact = await bundle(project.request(cloud));

        const sizes = artifact.report.map(({ bytes }) => bytes);
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => b - a),
        );
        assert.ok(artifact.report.some(({ path }) => path === "src/greeting.ts"));
        assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= artifact.rawBytes);
        assert.ok(packedSizeOf(artifact) < artifact.rawBytes);
      });

      it("has what answers other origins where the function's settings ask for it, and not a byte of it elsewhere", async () => {
        await using project = await createProject();
        const mentioned = /access-control|origins/i;
        const isCors = ({ path }: ReportRow) => path.endsWith("middleware/cors.ts");

        const without = await bundle(project.request(cloud));
        assert.doesNotMatch(await codeOf(without), mentioned);
        assert.equal(without.report.some(isCors), false);

        const cors = { origins: ["https://shop.example"], maxAge: 600 };
        const http = { streaming: false, maxBody: 1_048_576, cors };
        const withIt = await bundle(project.request(cloud, { settings: { timeout: 90, http } }));
        assert.match(await codeOf(withIt), /access-control-allow-origin/);
        assert.ok(withIt.report.some(isCors));
      });

      it("takes the run time of this cloud only", async () => {
        await using project = await createProject();

        const { report } = await bundle(project.request(cloud));

        const adapters = report.map(({ path }) => /kit\/runtime\/triggers\/http\/adapters\/(\w+)\.ts$/.exec(path)?.[1]);
        assert.deepEqual(
          clouds.filter((other) => adapters.includes(other)),
          [cloud],
        );
        assert.equal(
          report.some(({ path }) => path.startsWith("@azure/functions/")),
          cloud === "azure",
        );
        assert.deepEqual(
          report.filter(({ path }) => path.includes("kit/spec/supports") || path.includes("kit/spec/limits")),
          [],
        );
      });
    });
  }

  it("takes what streams on AWS where the function does, and only there", async () => {
    await using project = await createProject();
    const partsWith = async (streaming: boolean) => {
      const settings = { timeout: 90, http: { streaming, maxBody: 1_048_576 } };
      const { report } = await bundle(project.request("aws", { settings }));
      return report.flatMap(({ path }) => /(?:aws|aws-streaming|pump)(?=\.ts$)/.exec(path) ?? []).map(String);
    };

    assert.deepEqual(
      (await partsWith(false)).filter((part) => part !== "aws"),
      [],
    );
    assert.deepEqual((await partsWith(true)).filter((part) => part !== "aws").toSorted(), ["aws-streaming", "pump"]);
  });

  it("keeps nothing of an expression that nobody uses, whatever is in it", async () => {
    await using project = await createProject({
      "src/greeting.ts": 'export const emoji = /^\\p{Emoji}$/u;\nexport const greeting = "Hello";\n',
    });

    for (const cloud of clouds) assert.doesNotMatch(await codeOf(await bundle(project.request(cloud))), /Emoji/);
  });

  it("names every file the bundle was made from, for a watcher", async () => {
    await using project = await createProject();

    const { inputs } = await bundle(project.request("aws"));

    const own = inputs.filter((file) => file.startsWith(project.folder));
    assert.deepEqual(
      own.map((file) => file.slice(project.folder.length + 1)),
      ["package.json", "src/api.ts", "src/greeting.ts", "src/shop.ts"],
    );
    assert.ok(inputs.some((file) => file.endsWith("kit/runtime/triggers/http/adapters/aws.ts")));
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-host-json
  it("tells Azure to wait five seconds longer than the function's timeout, and to put nothing before paths", async () => {
    await using project = await createProject();

    const { directory } = await bundle(project.request("azure"));

    assert.deepEqual(JSON.parse(await readFile(join(directory, "host.json"), "utf8")), {
      version: "2.0",
      functionTimeout: "00:01:35",
      extensions: { http: { routePrefix: "" } },
    });
  });

  it("takes a set whose root is a path, as CommonJS programs have it, to clouds with and without files", async () => {
    await using project = await createProject({
      "package.json": '{ "name": "a-shop" }',
      "out/package.json": '{ "type": "module" }',
      "src/shop.ts": `
        import { functionSet } from "fourfold";
        export const shop = functionSet("shop", { root: __filename, functions: { api: { handler: "./api.ts", http: true } } });
      `,
      "src/api.ts": api.replaceAll('.ts"', '"'),
    });

    for (const cloud of ["aws", "cloudflare"] as const) {
      const artifact = await bundle(project.request(cloud, { root: join(project.folder, "src/shop.ts") }));

      await assert.doesNotReject(load(artifact), cloud);
    }
  });

  it("gives CommonJS packages a `require`, and only then", async () => {
    await using project = await createProject({
      "src/old.cjs": 'module.exports = require("node:os").EOL;',
      "src/greeting.ts": 'import end from "./old.cjs";\nexport const greeting = end;',
    });
    await using modern = await createProject();

    const [old, plain] = [await bundle(project.request("aws")), await bundle(modern.request("aws"))];

    assert.match(await codeOf(old), /createRequire/);
    assert.doesNotMatch(await codeOf(plain), /createRequire/);
    await assert.doesNotReject(load(old));
  });
});

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Built } from "../../kit/bundler/build/build.ts";
import { bundle, createBundler } from "../../kit/bundler/index.ts";
import { makeArtifact } from "../../kit/bundler/make.ts";
import { createContents } from "../../kit/bundler/output/contents.ts";
import { checkSize } from "../../kit/bundler/output/size.ts";
import { placeOf } from "../../kit/bundler/output/store.ts";
import type { Cloud, FourfoldError } from "../../kit/spec/index.ts";
import { createProject, type Project } from "./project.ts";

/** The message of a refusal, with paths relative to the project. */
async function refusal(project: Project, changes: Parameters<Project["request"]>[1] = {}): Promise<FourfoldError> {
  const error = await bundle(project.request("aws", changes)).then(
    () => assert.fail("it was bundled"),
    (reason: FourfoldError) => reason,
  );
  const folder = relative(process.cwd(), project.folder);
  Object.assign(error, { message: error.message.replaceAll(`${folder}/`, "") });
  return error;
}

const withHandler = (text: string) => createProject({ "src/api.ts": text });

const imports = `
import { http } from "fourfold/runtime";
import { shop } from "./shop.ts";
`;

describe("a handler that is missing", () => {
  it("is refused with the line of the set, and the file that was probably meant", async () => {
    await using project = await createProject();

    const { code, message } = await refusal(project, { handler: "./apy.ts" });

    assert.equal(code, "ERR_HANDLER_MISSING");
    assert.equal(
      message,
      'Function "api" of set "shop" (src/shop.ts:1): the file src/apy.ts does not exist. Did you mean "./api.ts"? [ERR_HANDLER_MISSING]',
    );
  });

  it("names the line of the set that asks for it", async () => {
    await using project = await createProject({
      "src/shop.ts": '// the set\nexport const handlers = [\n  "./gone-fishing.ts",\n];\n',
    });

    const { message } = await refusal(project, { handler: "./gone-fishing.ts" });

    assert.match(message, /\(src\/shop\.ts:3\): the file src\/gone-fishing\.ts does not exist\. Create it/);
  });

  it("is refused with a hint at another ending", async () => {
    await using project = await createProject();

    const { message } = await refusal(project, { handler: "./api.js" });

    assert.match(message, /Did you mean "\.\/api\.ts"\?/);
  });
});

describe("a handler that does not compile", () => {
  it("is refused with file, line, column, and the line itself", async () => {
    await using project = await withHandler(`${imports}\nexport default http(shop, "api", ) => 1;\n`);

    const { code, message } = await refusal(project);

    assert.equal(code, "ERR_HANDLER_COMPILE");
    assert.match(message, /\(src\/api\.ts:5:\d+\): it does not compile: /);
    assert.match(message, /`export default http\(shop, "api", \) => 1;`/);
  });

  it("is refused with the import that leads nowhere, in the file that has it", async () => {
    await using project = await createProject({
      "src/greeting.ts": '\nimport { hello } from "no-such-package";\nexport const greeting = hello;',
    });

    const { code, message } = await refusal(project);

    assert.equal(code, "ERR_HANDLER_COMPILE");
    assert.match(message, /\(src\/greeting\.ts:2:\d+\): it does not compile: Could not resolve "no-such-package"/);
  });

  for (const name of ["@pulumi/aws", "fourfold/components", "fourfold/testing"]) {
    it(`is refused when it imports ${name}, which deploys`, async () => {
      await using project = await withHandler(`import "${name}";\n${imports}`);

      const { code, message } = await refusal(project);

      assert.equal(code, "ERR_HANDLER_COMPILE");
      assert.match(message, /src\/api\.ts:1:.*what runs never imports what deploys/);
    });
  }
});

describe("a handler with a wrong export", () => {
  const wrong = {
    "no default export": [
      "export const app = 1;",
      /\(src\/api\.ts:1\): it has no default export\. Write `export default http\(shop, "api"/,
    ],
    "an app by itself": [
      "export default { fetch: () => new Response() };",
      /its default export is an app by itself\. Wrap it: `export default http/,
    ],
    "something else": ["\n\nexport default 7;", /\(src\/api\.ts:3\): its default export is number, not a handler/],
    "another function's name": [
      `${imports}export default http(shop, "apy", () => app);`,
      /\(src\/api\.ts:4\): its default export is http function "apy" of set "shop"\. Write/,
    ],
    "another set's name": [
      `${imports}const other = { ...shop, name: "other" };\nexport default http(other, "api", () => app);`,
      /\(src\/api\.ts:5\): its default export is http function "api" of set "other"/,
    ],
  } as const;

  for (const [title, [text, message]] of Object.entries(wrong)) {
    it(`is refused: ${title}`, async () => {
      await using project = await withHandler(text);

      const error = await refusal(project);

      assert.equal(error.code, "ERR_HANDLER_EXPORT");
      assert.match(error.message, message);
    });
  }

  it("is refused with file and line when its file throws", async () => {
    await using project = await createProject({
      "src/greeting.ts": "const name = process.env.HOME;\n\nexport const greeting = name.toUpperCase();",
    });

    const { code, message } = await refusal(project);

    assert.equal(code, "ERR_HANDLER_EXPORT");
    assert.match(
      message,
      /\(src\/greeting\.ts:3\): its file cannot be loaded: it throws "Cannot read .*toUpperCase'\)"\./,
    );
  });

  it("is refused when its file throws, with what its trigger calls the function that has links", async () => {
    await using project = await withHandler(`throw new Error("no database");`);
    const settings = { timeout: 20, schedule: {} };
    const request = { ...project.request("aws"), trigger: "schedule", settings } as const;

    await assert.rejects(bundle(request), /use them in the function that is handed to `scheduled`/);
  });

  it("is refused when loading it takes too long", async () => {
    await using project = await withHandler(`${imports}for (;;);\nexport default http(shop, "api", () => app);`);
    const impatient = createBundler({ longestLoad: 300 });

    const bundling = impatient.bundle(project.request("aws"));

    await assert.rejects(bundling, /ERR_HANDLER_EXPORT/);
  });

  it("is refused when loading it ends the process, which lives on", async () => {
    await using project = await withHandler(`${imports}process.exit(1);`);

    const { message } = await refusal(project);

    assert.match(message, /its file cannot be loaded: it ends the process/);
  });
});

describe("a handler that names modules of Workers", () => {
  it("is refused elsewhere, since only Workers have them", async () => {
    await using project = await withHandler(`import "cloudflare:workers";\n${imports}`);

    const { code, message } = await refusal(project);

    assert.equal(code, "ERR_HANDLER_COMPILE");
    assert.match(message, /src\/api\.ts:1:.*Could not resolve "cloudflare:workers"\. Only Workers have it/);
  });

  it("is bundled, and leaves them to the platform", async () => {
    await using project = await createProject({
      "src/greeting.ts": `
        import { WorkerEntrypoint } from "cloudflare:workers";
        export class Extra extends WorkerEntrypoint {}
        export const greeting = Extra.name;`,
    });

    await assert.doesNotReject(bundle(project.request("cloudflare")));
  });
});

describe("a bundle that is too large", () => {
  const MB = 1_024 * 1_024;

  // https://developers.cloudflare.com/workers/platform/limits/#worker-size: 64 MB, not compressed
  it("is refused with what is heavy in it", async () => {
    await using project = await createProject();
    const request = project.request("cloudflare");
    const wanted = { request, handler: join(project.folder, "src/api.ts"), place: placeOf(request), made: "" };
    const built: Built = {
      code: Buffer.alloc(65 * MB),
      describe: () => ({
        map: [],
        inputs: [],
        absent: [],
        report: [{ path: "src/greeting.ts", bytes: 64 * MB }],
        warnings: [],
        influenced: false,
      }),
    };

    assert.throws(
      () => makeArtifact(wanted, built, Date.now(), createContents()),
      /not compressed; cloudflare takes at most 65536\.0 KB .*\n +65536\.0 KB {2}src\/greeting\.ts\n.*\[ERR_LIMIT\]/s,
    );
    assert.ok(!existsSync(wanted.place.folder));
  });

  const check = (cloud: Cloud, rawBytes: number, content: Uint8Array) =>
    checkSize("Here", { cloud, rawBytes, report: [] }, new Map([["index.mjs", content]]));

  it("is refused as it stands, before anything is compressed", () => {
    const nothing = new Uint8Array();

    assert.throws(() => check("cloudflare", 64 * MB + 1, nothing), /65536\.0 KB not compressed; cloudflare/);
    assert.doesNotThrow(() => check("cloudflare", 64 * MB, nothing));
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 250 MB unzipped
    assert.throws(() => check("aws", 250 * MB + 1, nothing), /256000\.0 KB not compressed; aws/);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 50 MB zipped
  it("is refused compressed, where that is what the cloud limits", () => {
    const size = 51 * MB;

    assert.throws(() => check("aws", size, randomBytes(size)), /KB compressed; aws takes at most 51200\.0 KB/);
    assert.doesNotThrow(() => check("aws", size, new Uint8Array(size)));
    assert.doesNotThrow(() => check("gcp", size, randomBytes(size)));
  });
});

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { relative } from "node:path";
import { bundle, createBundler } from "../../kit/bundler/index.ts";
import type { FourfoldError } from "../../kit/spec/index.ts";
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
      'Function "api" of set "shop" (src/shop.ts:1): there is no file src/apy.ts. Did you mean "./api.ts"? [ERR_HANDLER_MISSING]',
    );
  });

  it("names the line of the set that asks for it", async () => {
    await using project = await createProject({
      "src/shop.ts": '// the set\nexport const handlers = [\n  "./gone-fishing.ts",\n];\n',
    });

    const { message } = await refusal(project, { handler: "./gone-fishing.ts" });

    assert.match(message, /\(src\/shop\.ts:3\): there is no file src\/gone-fishing\.ts\. Create it/);
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
    "something else": ["\n\nexport default 7;", /\(src\/api\.ts:3\): its default export is number, no handler/],
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
    assert.match(message, /\(src\/greeting\.ts:3\): its file cannot be loaded: .*toUpperCase/);
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
  // https://developers.cloudflare.com/workers/platform/limits/#worker-size: 10 MB after compression
  it("is refused with what is heavy in it", async () => {
    await using project = await createProject({
      "src/greeting.ts": `export const greeting = "${randomBytes(11 * 1_024 * 1_024).toString("base64")}";`,
    });

    const bundling = bundle(project.request("cloudflare"));

    await assert.rejects(bundling, (error: FourfoldError) => {
      assert.equal(error.code, "ERR_LIMIT");
      assert.match(error.message, /cloudflare takes at most 10240\.0 KB .*\n +\d+\.\d KB {2}src\/greeting\.ts\n/s);
      return true;
    });
  });

  it("is accepted where the cloud has room for it", async () => {
    await using project = await createProject({
      "src/greeting.ts": `export const greeting = "${randomBytes(11 * 1_024 * 1_024).toString("base64")}";`,
    });

    await assert.doesNotReject(bundle(project.request("aws")));
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { startLoader } from "../../../kit/bundler/handler/loader.ts";
import { createProject } from "../project.ts";

describe("a loader", () => {
  /** What comes of a module that asks for packages of the project it was made in. */
  const load = async (text: string, provided: readonly string[]) => {
    await using project = await createProject({
      "src/node_modules/@sdk/client/package.json": '{ "name": "@sdk/client", "main": "index.js" }',
      "src/node_modules/@sdk/client/index.js": 'exports.kind = "client";',
    });
    const loader = startLoader(10_000);
    try {
      const files = new Map([["index.mjs", Buffer.from(text)]]);
      return await loader.load({ files, entry: "index.mjs", provided, handler: join(project.folder, "src/api.ts") });
    } finally {
      loader.dispose();
    }
  };
  const imports = 'import { kind } from "@sdk/client"; fourfoldLookAt(kind);';
  const requires =
    'import { createRequire } from "node:module"; fourfoldLookAt(createRequire(import.meta.url)("@sdk/client").kind);';

  for (const [how, text] of Object.entries({ imports, requires })) {
    it(`has no packages but those that the platform brings, for a module that ${how} one`, async () => {
      const right = { brand: { kind: "string", fetch: false } };

      assert.deepEqual(await load(text, ["@sdk/*"]), right);
      assert.deepEqual(await load(text, ["@sdk/client"]), right);
      assert.partialDeepStrictEqual(await load(text, ["@sdk/cli"]), {
        code: how === "imports" ? "ERR_MODULE_NOT_FOUND" : "MODULE_NOT_FOUND",
      });
    });
  }
});

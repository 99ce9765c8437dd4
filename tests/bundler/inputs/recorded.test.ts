import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundle } from "../../../kit/bundler/index.ts";
import { createProject } from "../project.ts";
import { takesAll } from "./cases.ts";

describe("what an artifact depends on", () => {
  it("names folders of which an import takes what is in them, and where settings would be found", async () => {
    await using project = await createProject({
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    });

    const { inputs, absent } = await bundle(project.request("aws"));

    const own = (paths: readonly string[]) =>
      paths.filter((path) => path.startsWith(project.folder)).map((path) => relative(project.folder, path));
    assert.deepEqual(own(inputs), [
      "package.json",
      ...["src/api.ts", "src/greeting.ts", "src/locales", "src/locales/de.json", "src/shop.ts"],
    ]);
    assert.deepEqual(own(absent), [
      ...["jsconfig.json", "src/jsconfig.json", "src/locales/jsconfig.json", "src/locales/package.json"],
      ...["src/locales/tsconfig.json", "src/package.json"],
      // Where a set's module would be found if its import was written without an ending, which is not known any more.
      ...["src/shop", "src/shop.css", "src/shop.js", "src/shop.json", "src/shop.jsx", "src/shop.tsx"],
      ...["src/tsconfig.json", "tsconfig.json"],
    ]);
  });

  it("is not remembered when a source is gone by the time it is written", async () => {
    await using project = await createProject({ "src/gone.ts": "export const gone = 1;\n" });
    await project.write("src/greeting.ts", 'export { gone as greeting } from "./gone.ts";\n');
    await bundle(project.request("aws"));

    await rm(join(project.folder, "src/gone.ts"));

    await assert.rejects(bundle(project.request("aws")), { code: "ERR_HANDLER_COMPILE" });
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { toComparable } from "./support/comparable.ts";
import { parseExport } from "./support/exported.ts";
import { deployInMemory } from "./support/in-memory.ts";
import { buildTime, openProject, type TestProject } from "./support/project.ts";

const minutes = 60_000;

/** The shop is compared in `shop.test.ts`. */
describe("the in-memory engine, beside the real one", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("odd");
    project.use("index.ts", { "aws:region": "eu-west-1" });
    await project.pulumi.run("config", "set", "--secret", "secret", "hush");
  });
  after(() => project.close());

  it("makes the same of a program that uses everything odd", async () => {
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const real = parseExport(await project.pulumi.run("stack", "export", "--show-secrets")).resources;

    const inMemory = await deployInMemory(project.folder, join(project.folder, ".fourfold", "in-memory"));

    assert.ok(real.length > 15);
    assert.deepEqual(toComparable(inMemory), toComparable(real));
  });

  it("makes the same of it the second time", async () => {
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const real = parseExport(await project.pulumi.run("stack", "export", "--show-secrets")).resources;

    const inMemory = await deployInMemory(project.folder, join(project.folder, ".fourfold", "in-memory"));

    assert.deepEqual(toComparable(inMemory), toComparable(real));
  });
});

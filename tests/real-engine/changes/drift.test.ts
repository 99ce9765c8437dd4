import assert from "node:assert/strict";
import { elsewhere, lookUp } from "../support/elsewhere.ts";
import type { ExportedResource } from "../support/exported.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";
import { countsOf } from "../support/pulumi.ts";

const minutes = 60_000;

/** The steps below build on each other. */
describe("a cloud that was changed behind the engine's back", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  let resources: readonly ExportedResource[];

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("drift");
    project.use("index.ts");
    await project.pulumi.run("up", "--yes", "--skip-preview");
    resources = await project.pulumi.resources();
  });
  after(() => project.close());

  const find = (name: string): ExportedResource => {
    const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
    assert.ok(found);
    return found;
  };
  /** Somebody keeps one log group for longer, and deletes the other one. */
  const disturb = (): Promise<void> =>
    elsewhere(project, "aws", async (aws) => {
      const { urn, id, inputs, outputs } = find("changed");
      await aws.update({ urn, id, olds: outputs, news: { ...inputs, retentionInDays: 400 }, preview: false });
      const deleted = find("deleted");
      await aws.delete({ urn: deleted.urn, id: deleted.id, olds: deleted.outputs });
    });

  it("looks the same to a preview that does not ask the cloud", async () => {
    await disturb();

    assert.deepEqual(await project.pulumi.previewSteps(), []);
  });

  it("is reported by a refresh: what has changed, and what is gone", async () => {
    const said = await project.pulumi.run("refresh", "--yes", "--skip-preview", "--diff");

    assert.match(said, /LogGroup::changed\]\n(?:.*\n)*? +~ retentionInDays: 14 => 400/);
    assert.deepEqual(countsOf(said), { updated: 1, deleted: 1 });
  });

  it("is what the engine believes after the refresh, inputs included", async () => {
    const changed = (await project.pulumi.resources()).find(({ urn }) => urn.endsWith("::changed"));

    assert.deepEqual(changed?.inputs, { ...find("changed").inputs, retentionInDays: 400 });
    assert.equal(changed?.outputs.retentionInDays, 400);
  });

  it("is what the program says again after the next up", async () => {
    const steps = await project.pulumi.steps("up", "--yes", "--skip-preview");

    assert.deepEqual(steps.toSorted(), [
      "create aws:cloudwatch/logGroup:LogGroup",
      "update aws:cloudwatch/logGroup:LogGroup",
    ]);
    for (const name of ["changed", "deleted"]) {
      assert.deepEqual(await lookUp(project, find(name)), find(name).inputs);
    }
  });

  it("is repaired in one step by `up --refresh`", async () => {
    await disturb();

    await project.pulumi.run("up", "--yes", "--skip-preview", "--refresh");

    for (const name of ["changed", "deleted"]) {
      assert.deepEqual(await lookUp(project, find(name)), find(name).inputs);
    }
  });
});

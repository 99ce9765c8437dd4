import assert from "node:assert/strict";
import { lookUp } from "../support/elsewhere.ts";
import type { ExportedResource } from "../support/exported.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;
const logGroup = "aws:cloudwatch/logGroup:LogGroup";

/** The steps below build on each other. */
describe("what must not be lost", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("protection");
    project.use("logs.ts", { "protection:protection": "protect" });
    await project.pulumi.run("up", "--yes", "--skip-preview");
  });
  after(() => project.close());

  const logs = async (): Promise<readonly ExportedResource[]> =>
    (await project.pulumi.resources()).filter(({ type }) => type === logGroup);

  it("is marked so in the state", async () => {
    assert.deepEqual(
      (await project.pulumi.resources()).filter(({ protect }) => protect).map(({ type }) => type),
      [logGroup, logGroup],
    );
  });

  it("is not deleted when it leaves the program, and the refusal names it and says what to do", async () => {
    project.use("nothing.ts");

    const said = await project.pulumi.refuse("up", "--yes", "--skip-preview");

    assert.match(said, /resource "urn:.*::site-greet-logs" cannot be deleted\s+because it is protected/);
    assert.match(said, /remove the `protect` flag/);
    for (const group of await logs()) assert.ok(await lookUp(project, group));
  });

  it("is not destroyed with its stack", async () => {
    const said = await project.pulumi.refuse("destroy", "--yes", "--skip-preview");

    assert.match(said, /::site-greet-logs" cannot be deleted\s+because it is protected/);
    for (const group of await logs()) assert.ok(await lookUp(project, group));
  });

  it("stays in the cloud and leaves the state when it is to be retained", async () => {
    project.use("logs.ts", { "protection:protection": "retain" });
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const before = await logs();

    await project.pulumi.run("destroy", "--yes", "--skip-preview");

    assert.equal(before.length, 2);
    assert.deepEqual([await logs(), await project.pulumi.countInState()], [[], {}]);
    assert.deepEqual((await project.pulumi.status()).resources, { aws: 2 });
    for (const group of before) assert.ok(await lookUp(project, group));
  });

  it("is deleted when it was unprotected", async () => {
    project.use("logs.ts", { "protection:protection": "protect" });
    await project.pulumi.run("up", "--yes", "--skip-preview");
    project.use("logs.ts", { "protection:protection": "destroy" });
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const before = await logs();

    await project.pulumi.run("destroy", "--yes", "--skip-preview");

    for (const group of before) assert.equal(await lookUp(project, group), undefined);
  });

  // Deleting the group would delete the workspace in it: https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
  it("stays on Azure together with the group that it is in", async () => {
    const azure = (protection: string) => ({ "protection:protection": protection, "protection:cloud": "azure" });
    const types = ["azure-native:operationalinsights:Workspace", "azure-native:resources:ResourceGroup"];
    project.use("logs.ts", azure("protect"));
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const kept = (await project.pulumi.resources()).filter(({ protect }) => protect);
    assert.deepEqual(kept.map(({ type }) => type).sort(), types);
    const said = await project.pulumi.refuse("destroy", "--yes", "--skip-preview");
    project.use("logs.ts", azure("retain"));
    await project.pulumi.run("up", "--yes", "--skip-preview");

    await project.pulumi.run("destroy", "--yes", "--skip-preview");

    assert.match(said, /cannot be deleted\s+because it is protected/);
    assert.equal((await project.pulumi.status()).resources["azure-native"], 2);
    for (const resource of kept) assert.ok(await lookUp(project, resource));
  });
});

import assert from "node:assert/strict";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** The steps below build on each other. */
describe("a group of access logs", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("kept-names");
  });
  after(() => project.close());

  const nameOf = async (): Promise<unknown> => {
    const groups = (await project.pulumi.resources()).filter(({ urn }) => urn.endsWith("-access-logs"));
    assert.equal(groups.length, 1);
    return groups[0]?.id;
  };

  it("keeps the name that it was deployed with, and nothing else changes", async () => {
    project.use("before.ts");
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const before = await nameOf();
    project.use("after.ts");

    assert.deepEqual(await project.pulumi.previewSteps(), []);
    await project.pulumi.run("up", "--yes", "--skip-preview");

    assert.match(String(before), /^site-aws-gateway-access-logs-[0-9a-f]{7}$/);
    assert.equal(await nameOf(), before);
  });

  it("has one under the prefix of services when it is new, and keeps that too", async () => {
    await project.pulumi.run("destroy", "--yes", "--skip-preview");
    await project.pulumi.run("up", "--yes", "--skip-preview");
    const name = await nameOf();

    assert.match(String(name), /^\/aws\/vendedlogs\/apis\/site-aws-gateway-[0-9a-f]+$/);
    assert.deepEqual(await project.pulumi.previewSteps(), []);
  });
});

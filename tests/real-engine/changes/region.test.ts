import assert from "node:assert/strict";
import { lookUp } from "../support/elsewhere.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;
const replaced = [
  "aws:apigatewayv2/api:Api",
  "aws:apigatewayv2/integration:Integration",
  "aws:apigatewayv2/route:Route",
  "aws:apigatewayv2/stage:Stage",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:lambda/function:Function",
  "aws:lambda/permission:Permission",
];

/** The steps below build on each other. */
describe("a set on AWS whose provider works in another region now", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  const region = (name: string) => ({ "aws:region": name });

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("moved");
    project.use("index.ts", region("eu-west-1"));
    await project.pulumi.run("up", "--yes", "--skip-preview");
  });
  after(() => project.close());

  it("says before that what is regional is made again, and that roles stay", async () => {
    project.use("index.ts", region("eu-central-1"));

    const steps = await project.pulumi.previewSteps();

    const made = steps.filter((step) => step.startsWith("replace aws:"));
    assert.deepEqual(made.map((step) => step.replace("replace ", "")).sort(), replaced);
    assert.deepEqual(
      steps.filter((step) => step.includes("aws:iam/role:Role")),
      [],
    );
  });

  it("does what it said, and leaves nothing where it was", async () => {
    const before = await project.pulumi.resources();
    await project.pulumi.run("up", "--yes", "--skip-preview");

    const after = await project.pulumi.resources();
    const regional = after.filter(({ type }) => replaced.includes(type));
    assert.equal(regional.length, replaced.length);
    for (const { outputs } of regional) assert.equal(outputs.region, "eu-central-1");
    const gone = before.filter(({ type }) => replaced.includes(type));
    for (const resource of gone) assert.equal(await lookUp(project, resource), undefined);
    const counted = (await project.pulumi.status()).resources;
    assert.equal(counted.aws, after.filter(({ type }) => type.startsWith("aws:")).length);
    assert.deepEqual(await project.pulumi.previewSteps(), []);
  });

  it("goes without a trace", async () => {
    await project.pulumi.run("destroy", "--yes", "--skip-preview");

    assert.deepEqual((await project.pulumi.status()).resources, {});
  });
});

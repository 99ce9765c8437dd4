import assert from "node:assert/strict";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** The steps below build on each other. */
describe("a change that cannot be made in place", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("replacement");
    project.use("first.ts", { "aws:region": "eu-west-1" });
    await project.pulumi.run("up", "--yes", "--skip-preview");
  });
  after(() => project.close());

  const up = (): Promise<readonly string[]> => project.pulumi.steps("up", "--yes", "--skip-preview");
  const ask = async (): Promise<string> => {
    const response = await fetch(String(await project.pulumi.output("url")));
    return await response.text();
  };

  // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
  it("deletes first what has a name that was given, as AWS's provider wants it", async () => {
    assert.equal(await ask(), "first");
    project.use("renamed.ts", { "aws:region": "eu-west-1" });

    const steps = await up();

    const ofFunction = steps.filter((step) => step.endsWith("lambda/function:Function"));
    assert.deepEqual(ofFunction, [
      "delete-replaced aws:lambda/function:Function",
      "replace aws:lambda/function:Function",
      "create-replacement aws:lambda/function:Function",
    ]);
    assert.equal(await ask(), "renamed");
  });

  it("creates what has a generated name, points to it, and only then deletes the old one", async () => {
    project.use("generated.ts", { "aws:region": "eu-west-1" });

    const steps = await up();

    const [created, pointed, deleted] = [
      "create-replacement aws:lambda/function:Function",
      "update aws:apigatewayv2/integration:Integration",
      "delete-replaced aws:lambda/function:Function",
    ].map((step) => steps.indexOf(step));
    assert.ok(
      created !== -1 && Number(created) < Number(pointed) && Number(pointed) < Number(deleted),
      steps.join("\n"),
    );
    assert.equal(await ask(), "generated");
  });

  it("deletes first where the name stays, with everything that cannot outlive it, and then creates", async () => {
    project.use("regrouped.ts", { "aws:region": "eu-west-1" });

    const steps = await up();

    const ofLogs = steps.filter((step) => step.endsWith("LogGroup"));
    assert.deepEqual(ofLogs, [
      "delete-replaced aws:cloudwatch/logGroup:LogGroup",
      "replace aws:cloudwatch/logGroup:LogGroup",
      "create-replacement aws:cloudwatch/logGroup:LogGroup",
    ]);
    assert.equal(await ask(), "regrouped");
  });

  it("makes what is regional again in another region, leaves nothing in the old one, and keeps roles", async () => {
    const old = String(await project.pulumi.output("arn"));
    assert.match(old, /:eu-west-1:/);
    project.use("regrouped.ts", { "aws:region": "eu-central-1" });

    const steps = await up();

    // In no set order: what has a fixed name is deleted before it is made again, and the rest afterwards.
    const ofAws = steps.filter((step) => step.includes(" aws:"));
    const regional = ofAws.filter((step) => !step.includes("aws:iam/"));
    const kinds = new Set(regional.map((step) => step.split(" ")[0]));
    // The policy names the log group, which is another one now.
    assert.deepEqual(
      ofAws.filter((step) => !regional.includes(step)),
      ["update aws:iam/rolePolicy:RolePolicy"],
    );
    assert.deepEqual([...kinds].sort(), ["create-replacement", "delete-replaced", "replace"]);
    assert.match(String(await project.pulumi.output("arn")), /:eu-central-1:/);
    const { resources } = await project.pulumi.status();
    assert.deepEqual(resources, await project.pulumi.countInState());
    assert.equal(await ask(), "regrouped");
  });
});

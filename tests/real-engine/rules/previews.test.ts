import assert from "node:assert/strict";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** The steps below build on each other. */
describe("what the real CLI writes of a preview, as it is estimated and checked", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  const costOf = (preview: string) =>
    project.clone.start(["cost", "--file", "-", "--json"], { input: preview }).finished;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("policies");
    project.use("logs.ts", { "policies:days": 14, "aws:region": "eu-west-1" });
  });
  after(() => project.close());

  it("is without the providers that Pulumi makes by itself, and in the region of the stack's settings", async () => {
    const { code, stdout, stderr } = await costOf(await project.pulumi.run("preview", "--json"));

    assert.equal(code, 0, stderr);
    const { coverage, lines } = JSON.parse(stdout);
    assert.deepEqual(coverage, { known: 1, all: 1 });
    assert.equal(lines[0].region, "eu-west-1");
  });

  it("is refused without what does not change, and as a whole with it", async () => {
    await project.pulumi.run("up", "--yes", "--skip-preview");

    const without = await costOf(await project.pulumi.run("preview", "--json"));
    const whole = await costOf(await project.pulumi.run("preview", "--json", "--show-sames"));

    assert.equal(without.code, 1);
    assert.match(without.stderr, /^-: it is without 1 resource that does not change\. .* --show-sames`\./m);
    assert.equal(whole.code, 0, whole.stderr);
    assert.deepEqual(JSON.parse(whole.stdout).coverage, { known: 1, all: 1 });
  });
});

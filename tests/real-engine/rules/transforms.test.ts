import assert from "node:assert/strict";
import type { Properties } from "../../../kit/engine/index.ts";
import { lookUp } from "../support/elsewhere.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

describe("changing what a component makes, on the real engine", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  /** What AWS has, by the resource's name in the program. */
  const deployed = new Map<string, Properties>();

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("transforms");
    project.use("index.ts");
    await project.pulumi.run("up", "--yes", "--skip-preview");
    for (const resource of await project.pulumi.resources()) {
      if (!resource.type.startsWith("aws:")) continue;
      deployed.set(resource.urn.split("::").at(-1) ?? "", (await lookUp(project, resource)) ?? {});
    }
  });
  after(() => project.close());

  it("works with Pulumi's `transforms` for every child, however deep", () => {
    const names = [
      "site-aws-greet-function",
      "site-aws-greet-role",
      "site-aws-greet-logs",
      "site-aws-gateway-access-logs",
    ];
    const payers = names.map((name) => Object(deployed.get(name)?.tags).payer);

    assert.deepEqual(payers, ["shop", "shop", "shop", "shop"]);
  });

  it("works with our `transform` for one child, by properties and by a function", () => {
    assert.equal(deployed.get("site-aws-greet-function")?.memorySize, 1024);
    assert.equal(deployed.get("site-aws-greet-logs")?.retentionInDays, 3);
    assert.equal(deployed.get("site-aws-gateway-access-logs")?.retentionInDays, 5);
  });

  it("keeps what neither of them names", () => {
    const { tags, timeout } = deployed.get("site-aws-greet-function") ?? {};

    assert.deepEqual(tags, { "fourfold-function": "greet", "fourfold-set": "greetings", payer: "shop" });
    assert.equal(timeout, 20);
  });
});

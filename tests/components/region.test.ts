import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { deploySample } from "./deployment.ts";

const inRegion = (region: string) => ({ config: { "aws:region": region } });
const isRegional = ({ type }: EvaluatedStack["resources"][number]) =>
  type.startsWith("aws:") && !type.startsWith("aws:iam");

/** What AWS has of a stack, region by region, whatever the engine believes. */
async function leftIn(region: string, stack: EvaluatedStack): Promise<readonly string[]> {
  const provider = await stack.providers.configure("aws", { region });
  const found = await Promise.all(
    stack.resources.filter(isRegional).map(async ({ urn, type, id, inputs }) => {
      return (await provider.read({ urn, id, inputs })) === undefined ? [] : [type];
    }),
  );
  return found.flat();
}

// https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/enhanced-region-support.html.markdown
describe("a function set on AWS whose provider works in another region now", () => {
  it("is made again there and deleted where it was, as its preview says; roles stay", async () => {
    const before = await deploySample("aws", { evaluate: inRegion("eu-west-1") });
    const moved = { ...inRegion("eu-central-1"), after: before };

    const preview = await deploySample("aws", { evaluate: { ...moved, preview: true } });
    const after = await deploySample("aws", { evaluate: moved });

    assert.equal(after.error, undefined);
    assert.deepEqual(preview.changes, after.changes);
    assert.equal(after.changes.replace, before.resources.filter(isRegional).length);
    assert.equal(after.find("aws:iam/role:Role").id, before.find("aws:iam/role:Role").id);
    for (const { outputs } of after.resources.filter(isRegional)) assert.equal(outputs.region, "eu-central-1");
    assert.deepEqual(await leftIn("eu-west-1", before), []);
    assert.equal((await leftIn("eu-central-1", after)).length, after.changes.replace);
  });

  it("goes on where an interruption ended it", async () => {
    const before = await deploySample("aws", { evaluate: inRegion("eu-west-1") });
    const moved = { ...inRegion("eu-central-1"), after: before };
    // A role of this name exists nowhere: the function's replacement is refused, in the middle of the move.
    const role = "arn:aws:iam::000000000000:role/none";
    const broken = { functions: { web: { aws: { function: { role } } } } };
    const half = await deploySample("aws", { evaluate: moved, options: { transform: broken } });
    assert.ok(half.error !== undefined);

    const after = await deploySample("aws", { evaluate: { ...inRegion("eu-central-1"), after: half } });

    assert.equal(after.error, undefined);
    for (const { outputs } of after.resources.filter(isRegional)) assert.equal(outputs.region, "eu-central-1");
    assert.deepEqual(await leftIn("eu-west-1", before), []);
    const again = await deploySample("aws", { evaluate: { ...inRegion("eu-central-1"), after } });
    assert.deepEqual(Object.keys(again.changes), ["same"]);
  });
});
describe("a function set on Google Cloud that moves to another region", () => {
  it("replaces what its preview says, and no more", async () => {
    const before = await deploySample("gcp");
    const moved = { foundation: { gcp: { project: "acme-test", region: "europe-north1" } } };

    const preview = await deploySample("gcp", { ...moved, evaluate: { after: before, preview: true } });
    const after = await deploySample("gcp", { ...moved, evaluate: { after: before } });

    assert.equal(after.error, undefined);
    assert.deepEqual(preview.changes, after.changes);
    // It has no region: https://cloud.google.com/iam/docs/service-account-overview
    const account = (stack: EvaluatedStack) =>
      stack.find("gcp:serviceaccount/account:Account", "sample-web-account").id;
    assert.equal(account(after), account(before));
  });
});

import assert from "node:assert/strict";
import { clouds } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { deploySample, deploySet } from "./deployment.ts";
import { live, pair } from "./fixtures/sample.ts";

/** The resources that stand beside the components and not below one. */
function orphansOf(stack: EvaluatedStack): readonly string[] {
  assert.equal(stack.error, undefined);
  const orphans = stack.resources.filter(({ type, parent = "" }) => {
    return !/^(?:pulumi|fourfold):/.test(type) && !/fourfold:index:\w+::[^:]+$/.test(parent);
  });
  return orphans.map(({ urn }) => urn);
}

describe("a function set with one function", () => {
  for (const cloud of clouds) {
    it(`has every resource below its component on ${cloud}`, async () => {
      const stack = await deploySample(cloud);

      assert.deepEqual(orphansOf(stack), []);
    });

    it(`changes nothing when it is deployed again on ${cloud}`, async () => {
      const before = await deploySample(cloud);

      const after = await deploySample(cloud, { evaluate: { after: before } });

      assert.equal(after.error, undefined);
      assert.deepEqual(Object.keys(after.changes), ["same"]);
    });

    it(`can be previewed on ${cloud}, before anything is there`, async () => {
      const stack = await deploySample(cloud, { evaluate: { preview: true } });

      assert.equal(stack.error, undefined);
    });
  }
});

describe("other forms of a gateway", () => {
  it("have every resource below their component on aws, where a function streams", async () => {
    const stack = await deploySet(live, "aws");

    assert.deepEqual(orphansOf(stack), []);
  });

  it("have every resource below their component on cloudflare, where there is a zone", async () => {
    const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } });

    assert.deepEqual(orphansOf(stack), []);
  });
});

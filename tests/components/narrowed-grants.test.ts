import assert from "node:assert/strict";
import type { ResourceTransform } from "@pulumi/pulumi";
import { deploySample } from "./deployment.ts";

/** What was deployed before the role on sources had a condition. */
const asBefore: ResourceTransform = ({ type, props, opts }) =>
  type === "gcp:projects/iAMMember:IAMMember" ? { props: { ...props, condition: undefined }, opts } : undefined;

describe("the builder of a foundation that was deployed with wider grants", () => {
  it("gets the narrow one in place of the wide one, and nothing else changes", async () => {
    const before = await deploySample("gcp", { foundationOptions: { transforms: [asBefore] } });
    const wide = before.all("gcp:projects/iAMMember:IAMMember").filter(({ inputs }) => inputs.condition !== undefined);
    assert.deepEqual(wide, []);

    const after = await deploySample("gcp", { evaluate: { after: before } });

    const { same: _, ...changes } = after.changes;
    assert.equal(after.error, undefined);
    assert.deepEqual(changes, { replace: 1 });
    const reader = after.find("gcp:projects/iAMMember:IAMMember", "acme-builder-sources");
    assert.ok(reader.inputs.condition !== undefined);
  });
});

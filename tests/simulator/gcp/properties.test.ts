import assert from "node:assert/strict";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import type { Deployment } from "../deployment.ts";
import { bucketToken, deployFunction, functionInputs, functionToken, openGcp } from "./shop.ts";

const hello = `export const handler = (request, response) => response.send(String(process.pid));`;
const accountToken = "gcp:serviceaccount/account:Account";

describe("gcp: properties that only show in other places", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
  });
  afterEach(() => gcp.stop());

  // https://www.pulumi.com/registry/packages/gcp/installation-configuration/#configuration-reference
  it("labels are answered together with the one that the provider adds", async () => {
    const labels = { team: "shop" };

    const bucket = await gcp.create(bucketToken, "source", { location: "EU", labels });
    const again = await gcp.update(bucket, { ...bucket.inputs, labels: {} });

    const added = { "goog-pulumi-provisioned": "true" };
    assert.deepEqual(bucket.outputs.effectiveLabels, { ...labels, ...added });
    assert.deepEqual(again.outputs.effectiveLabels, added);
  });

  it("description and labels of a function are read back, and change in place", async () => {
    const fn = await deployFunction(gcp, hello);

    await gcp.update(fn, { ...fn.inputs, description: "Answers orders", labels: { team: "shop" } });
    const read = await gcp.provider.read({ urn: fn.urn, id: fn.id, inputs: {} });

    assert.equal(read?.outputs.description, "Answers orders");
    assert.deepEqual(Object(read?.outputs.effectiveLabels).team, "shop");
  });

  // https://cloud.google.com/iam/docs/service-accounts-create
  it("a service account has the email of its accountId, with displayName and description to read", async () => {
    const inputs = { accountId: "shop-api", displayName: "Shop", description: "Runs the shop" };

    const account = await gcp.create(accountToken, "api", inputs);
    const read = await gcp.provider.read({ urn: account.urn, id: account.id, inputs: {} });

    assert.equal(read?.outputs.email, "shop-api@shop-project.iam.gserviceaccount.com");
    assert.deepEqual([read.outputs.displayName, read.outputs.description], ["Shop", "Runs the shop"]);
  });

  // https://cloud.google.com/functions/docs/configuring/min-instances
  it("minInstanceCount instances are there before the first request", async () => {
    const { logs } = gcp.simulator.world;
    const starts = () => logs.recent({ cloud: "gcp" }).filter(({ text }) => text.includes("started as")).length;

    await deployFunction(gcp, `console.log("started as " + process.pid);${hello}`, {
      service: { minInstanceCount: 3 },
    });

    await until(() => starts() >= 3);
    assert.equal(starts(), 3);
  });

  // https://cloud.google.com/functions/docs/runtime-support
  it("takes a runtime until the day of its decommission", async () => {
    const complaintsOn = async (day: string) => {
      const then = await openGcp({ live: false, clock: createFakeClock(Date.parse(day)) });
      const found = await then.complaints(
        functionToken,
        functionInputs("source", "a.zip", { build: { runtime: "nodejs20" } }),
      );
      await then.stop();
      return found;
    };

    assert.deepEqual(await complaintsOn("2026-10-29T23:59:59Z"), []);
    assert.match((await complaintsOn("2026-10-30")).join(), /^buildConfig\.runtime: must not be decommissioned: /);
  });
});

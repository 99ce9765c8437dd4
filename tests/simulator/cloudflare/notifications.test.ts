import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { accountId, openCloudflare } from "./account.ts";

const token = "cloudflare:index/notificationPolicy:NotificationPolicy";
const usual = {
  ...{ accountId, name: "shop", alertType: "billing_usage_alert" },
  filters: { products: ["worker_requests"], limits: ["100"] },
  mechanisms: { emails: [{ id: "ops@acme.example" }] },
};

/** https://developers.cloudflare.com/api/resources/alerting/subresources/policies/methods/create/ */
describe("cloudflare: a notification", () => {
  let cloudflare: Deployment;
  beforeEach(async () => {
    cloudflare = await openCloudflare({ live: false });
  });
  afterEach(() => cloudflare.stop());

  it("has an id of its own, enabled unless it says otherwise: there may be several of a name", async () => {
    const [one, two] = [await cloudflare.create(token, "one", usual), await cloudflare.create(token, "two", usual)];

    assert.match(one.id, /^[0-9a-f]{32}$/);
    assert.notEqual(one.id, two.id);
    assert.equal(one.outputs.enabled, true);
  });

  it("takes another name, and keeps when it was created", async () => {
    const policy = await cloudflare.create(token, "one", usual);

    const { outputs } = await cloudflare.update(policy, { ...usual, name: "store" });

    assert.deepEqual([outputs.name, outputs.created], ["store", policy.outputs.created]);
  });
});

import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { openGcp } from "./shop.ts";

const budgetToken = "gcp:billing/budget:Budget";
const channelToken = "gcp:monitoring/notificationChannel:NotificationChannel";
const labels = { email_address: "ops@acme.example" };
const usual = {
  billingAccount: "01A2B3-C4D5E6-F7A8B9",
  amount: { specifiedAmount: { units: "300" } },
  thresholdRules: [{ thresholdPercent: 0.8 }],
};

describe("gcp: a budget", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp({ live: false });
  });
  afterEach(() => gcp.stop());

  // https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets
  it("is one of its billingAccount, with any displayName: there may be several of a name", async () => {
    const named = { ...usual, displayName: "Shop" };
    const [one, two] = [await gcp.create(budgetToken, "one", named), await gcp.create(budgetToken, "two", named)];

    for (const { id, outputs } of [one, two]) {
      assert.match(id, /^billingAccounts\/01A2B3-C4D5E6-F7A8B9\/budgets\/[0-9a-f-]{36}$/);
      assert.equal(outputs.name, id);
    }
    assert.notEqual(one.id, two.id);
  });

  // https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets#NotificationsRule
  it("needs the channels that monitoringNotificationChannels name", async () => {
    const rule = (name: string) => ({ ...usual, allUpdatesRule: { monitoringNotificationChannels: [name] } });
    const { id } = await gcp.create(channelToken, "ops", { type: "email", labels });

    await gcp.create(budgetToken, "one", rule(id));
    await assert.rejects(gcp.create(budgetToken, "two", rule(`${id}0`)), /NOT_FOUND|was not found/);
  });

  // https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.notificationChannels
  it("has channels with a number in their project", async () => {
    const { id } = await gcp.create(channelToken, "ops", { type: "email", labels, project: "other-project" });

    assert.match(id, /^projects\/other-project\/notificationChannels\/\d+$/);
  });
});

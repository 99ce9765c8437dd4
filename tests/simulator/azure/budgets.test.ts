import assert from "node:assert/strict";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import { openAzure, tokens } from "./shop.ts";

const token = "azure-native:consumption:Budget";
const clock = createFakeClock(Date.UTC(2026, 10, 30));
const group = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/shop";
const notification = { enabled: true, operator: "GreaterThan", threshold: 80, contactEmails: ["ops@acme.example"] };
const usual = {
  ...{ budgetName: "shop", scope: group, category: "Cost", amount: 300, timeGrain: "Monthly" },
  ...{ timePeriod: { startDate: "2026-11-01T00:00:00Z" }, notifications: { first: notification } },
};

/** https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update */
describe("azure: a budget", () => {
  let azure: Deployment;
  let shop: Deployed;
  beforeEach(async () => {
    azure = await openAzure({ live: false, clock });
    shop = await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });
  });
  afterEach(() => azure.stop());

  it("belongs to its scope: a resource group, or the subscription", async () => {
    const subscription = group.replace(/\/resourceGroups.*/, "");

    const own = await azure.create(token, "own", usual);
    const all = await azure.create(token, "all", { ...usual, scope: subscription });

    assert.equal(own.id, `${group}/providers/Microsoft.Consumption/budgets/shop`);
    assert.equal(all.id, `${subscription}/providers/Microsoft.Consumption/budgets/shop`);
    await assert.rejects(azure.create(token, "none", { ...usual, scope: `${group}2` }), /was not found/);
  });

  it("is the only one of its budgetName in its scope, whatever its case", async () => {
    await azure.create(token, "own", usual);

    await assert.rejects(azure.create(token, "again", { ...usual, budgetName: "Shop" }), /Conflict|already exist/);
  });

  // "Past start date should be selected within the timegrain period."
  it("has a startDate from this month on", async () => {
    const from = (startDate: string) => azure.create(token, "own", { ...usual, timePeriod: { startDate } });

    await assert.rejects(from("2026-10-01T00:00:00Z"), /before the current timegrain period/);
    await azure.remove(await from("2026-11-01T00:00:00Z"));
    await from("2026-12-01T00:00:00Z");
  });

  // https://github.com/Azure/CanadaPubSecALZ/issues/317
  it("refuses another startDate, and takes another amount a month later", async () => {
    const budget = await azure.create(token, "own", usual);

    const later = azure.update(budget, { ...usual, timePeriod: { startDate: "2026-12-01T00:00:00Z" } });
    await assert.rejects(later, /Start date of budgets cannot be updated/);
    const { outputs } = await azure.update(budget, { ...usual, amount: 400 });

    assert.equal(outputs.amount, 400);
  });

  it("is deleted with its resource group", async () => {
    await azure.create(token, "own", usual);

    await azure.remove(shop);

    assert.deepEqual(azure.simulator.world.store.find(token), []);
  });
});

import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { openAws } from "./shop.ts";

const token = "aws:budgets/budget:Budget";
const usual = { budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "300", limitUnit: "USD" };

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html */
describe("aws: a budget", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws({ live: false });
  });
  afterEach(() => aws.stop());

  it("has an ARN of its account without a region, also in the account that accountId names", async () => {
    const own = await aws.create(token, "own", { ...usual, name: "shop" });
    const other = await aws.create(token, "other", { ...usual, name: "shop", accountId: "210987654321" });

    assert.equal(own.outputs.arn, "arn:aws:budgets::123456789012:budget/shop");
    assert.equal(other.outputs.arn, "arn:aws:budgets::210987654321:budget/shop");
    assert.equal(own.id, "123456789012:shop");
  });

  it("has a generated name with a namePrefix", async () => {
    const { outputs } = await aws.create(token, "own", { ...usual, namePrefix: "shop-" });

    assert.match(String(outputs.name), /^shop-[0-9a-f]{26}$/);
  });

  it("shows its tags in tagsAll", async () => {
    const { outputs } = await aws.create(token, "own", { ...usual, name: "shop", tags: { team: "shop" } });

    assert.deepEqual(outputs.tagsAll, { team: "shop" });
  });

  it("is the only one of its name in an account", async () => {
    await aws.create(token, "own", { ...usual, name: "shop" });

    await assert.rejects(aws.create(token, "again", { ...usual, name: "shop" }), /the budget already exists/);
  });
});

import assert from "node:assert/strict";
import { type Cloud, clouds, type ErrorCode } from "fourfold";
import type { BudgetArgs } from "fourfold/components";
import { settleBudget } from "../../../components/foundation/budget/settle.ts";
import { refuses } from "../../support/refuses.ts";

const where = 'Foundation "acme"';
const usual: BudgetArgs = { monthly: 300, notify: ["ops@acme.example"] };
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `ops-${index}@acme.example`);
const shares = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) / 100);

/** The alarms of a budget, as "80 %" and "100 % forecast". */
const alarmsOn = (cloud: Cloud, args: Partial<BudgetArgs>) =>
  settleBudget({ ...usual, ...args }, { cloud, where }).alarms.map(
    ({ basis, percent }) => `${percent} %${basis === "forecast" ? " forecast" : ""}`,
  );

describe("a budget", () => {
  for (const cloud of clouds) {
    it(`tells of half, four fifths and all of it on ${cloud}, if nothing else is said`, () => {
      assert.deepEqual(alarmsOn(cloud, {}), ["50 %", "80 %", "100 %"]);
    });
  }

  it("tells as well of what the month is expected to cost, where the cloud forecasts that", () => {
    const alarms = clouds.map((cloud) => alarmsOn(cloud, { at: [0.8], forecast: true }).join());

    // aws, gcp, azure, cloudflare
    assert.deepEqual(alarms, [...Array(3).fill("80 %,100 % forecast"), "80 %"]);
  });

  it("has shares in percent, without what binary fractions leave over", () => {
    assert.deepEqual(alarmsOn("aws", { at: [0.29, 0.57, 1.1, 0.1234] }), ["29 %", "57 %", "110 %", "12.34 %"]);
  });

  const wrong: readonly [args: Partial<BudgetArgs>, message: RegExp][] = [
    [{ monthly: 0 }, /`budget\.monthly` is 0, and must be more than 0/],
    [{ monthly: -1 }, /`budget\.monthly` is -1/],
    [{ monthly: Number.NaN }, /`budget\.monthly` is NaN/],
    [{ monthly: Number.POSITIVE_INFINITY }, /`budget\.monthly` is Infinity/],
    [{ notify: [] }, /`budget\.notify` is empty: nobody would be told/],
    [{ notify: ["ops"] }, /`budget\.notify` has "ops", which is not an email address/],
    [{ notify: ["a@acme.example, b@acme.example"] }, /is not an email address.*each address by itself/],
    [{ notify: ["Ops@acme.example", "ops@acme.example"] }, /has ops@acme\.example twice/],
    [{ at: [] }, /`budget\.at` is empty: nobody would be told/],
    [{ at: [0] }, /`budget\.at` has 0, and must have shares above 0/],
    [{ at: [-0.5] }, /`budget\.at` has -0\.5/],
    [{ at: [Number.NaN] }, /`budget\.at` has NaN/],
    [{ at: [0.5, 0.50001] }, /`budget\.at` has 50 % twice/],
  ];
  for (const [args, message] of wrong) {
    it(`is refused on every cloud: ${message.source}`, () => {
      for (const cloud of clouds) {
        refuses("ERR_ARGUMENT", message, () => settleBudget({ ...usual, ...args }, { cloud, where }));
      }
    });
  }

  it("is refused with nothing but a forecast where the cloud makes none", () => {
    const args = { ...usual, at: [], forecast: true };

    refuses("ERR_ARGUMENT", /and cloudflare forecasts nothing/, () =>
      settleBudget(args, { cloud: "cloudflare", where }),
    );
    assert.deepEqual(alarmsOn("aws", { at: [], forecast: true }), ["100 % forecast"]);
  });

  /** As the vendors' pages have them. */
  const limits: readonly [cloud: Cloud, most: Partial<BudgetArgs>, more: Partial<BudgetArgs>, message: RegExp][] = [
    // "A budget can have up to ten notifications": https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html
    ["aws", { at: shares(10) }, { at: shares(11) }, /11 alarms, and aws takes 10 \(https:.*API_budgets_Notification\./],
    ["aws", { at: shares(9), forecast: true }, { at: shares(10), forecast: true }, /11 alarms, and aws takes 10/],
    // "up to 10 email subscribers": https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_NotificationWithSubscribers.html
    ["aws", { notify: addresses(10) }, { notify: addresses(11) }, /11 addresses, and aws takes 10 .*forwards to all/],
    ["aws", { at: [10_000] }, { at: [10_001] }, /an alarm at 10001 times the amount, and aws takes 10000/],
    // "A maximum of 5 channels": https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets#NotificationsRule
    ["gcp", { notify: addresses(5) }, { notify: addresses(6) }, /6 addresses, and gcp takes 5 \(https:/],
    // "up to five notifications", thresholds "between 0 and 1000": https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update#notification
    [
      "azure",
      { at: shares(5) },
      { at: shares(6) },
      /6 alarms, and azure takes 5 \(https:.*Take others for `budget\.at`/,
    ],
    ["azure", { notify: addresses(50) }, { notify: addresses(51) }, /51 addresses, and azure takes 50/],
    ["azure", { at: [10] }, { at: [10.5] }, /an alarm at 10\.5 times the amount, and azure takes 10 /],
  ];
  for (const [cloud, most, more, message] of limits) {
    it(`is taken on ${cloud} up to what its page says, and refused with the page beyond: ${message.source}`, () => {
      settleBudget({ ...usual, ...most }, { cloud, where });

      refuses("ERR_LIMIT" satisfies ErrorCode, message, () => settleBudget({ ...usual, ...more }, { cloud, where }));
    });
  }
});

import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { Foundation, type FoundationArgs } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { projectNumber } from "../../../kit/simulator/services/gcp/project.ts";
import { places } from "../deployment.ts";
import { protect } from "../every-transform.ts";
import { budget, deployBudgeted, gcp, monthAhead, notify } from "./deployment.ts";

const types = {
  aws: "aws:budgets/budget:Budget",
  gcp: "gcp:billing/budget:Budget",
  azure: "azure-native:consumption:Budget",
  cloudflare: "cloudflare:index/notificationPolicy:NotificationPolicy",
} as const;

const refusal = async (cloud: Cloud, args: Partial<FoundationArgs>, name = "acme"): Promise<string> => {
  const all = { cloud, ...places, gcp, budget, ...args };
  const stack = await evaluate(() => void new Foundation(name, all), { preview: true });
  const made = stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type));
  assert.deepEqual(made, []);
  assert.match(stack.error?.message ?? "", new RegExp(`^Foundation "${name}": `));
  return stack.error?.message ?? "";
};

const refusalWithout = async (name: string): Promise<string> => {
  const stack = await evaluate(() => void new Foundation(name, { cloud: "azure", ...places }), { preview: true });
  return stack.error?.message ?? "";
};

const inFoundation = "urn:pulumi:stack::project::fourfold:index:Foundation";

/** They are in users' states, so they never change. */
const urns = {
  aws: [`${inFoundation}$${types.aws}::acme-budget`],
  gcp: [`${inFoundation}$${types.gcp}::acme-budget`],
  azure: [`${inFoundation}$${types.azure}::acme-budget`],
  cloudflare: [50, 100].map((share) => `${inFoundation}$${types.cloudflare}::acme-budget-${share}`),
};

describe("a foundation's budget", () => {
  // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
  it("is one of AWS Budgets, on the cost of the whole account", async () => {
    const stack = await deployBudgeted("aws", { tags: { team: "acme" } });

    const { inputs } = stack.find(types.aws, "acme-budget");
    const notification = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" };
    const told = { ...notification, subscriberEmailAddresses: notify };
    assert.match(String(inputs.name), /^acme-budget-[0-9a-f]{7}$/);
    assert.deepEqual(
      { ...inputs, name: "" },
      {
        ...{ name: "", budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "300", limitUnit: "USD" },
        notifications: [
          { ...told, notificationType: "ACTUAL", threshold: 50 },
          { ...told, notificationType: "ACTUAL", threshold: 100 },
          { ...told, notificationType: "FORECASTED", threshold: 100 },
        ],
        tags: { team: "acme" },
      },
    );
  });

  // `user:` stands before keys of one's own: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/custom-tags.html
  it("counts only what has a tag on AWS, if it is told which", async () => {
    const stack = await deployBudgeted("aws", { tags: { team: "acme" }, aws: { costAllocationTag: "team" } });

    const { costFilters } = stack.find(types.aws).inputs;
    assert.deepEqual(costFilters, [{ name: "TagKeyValue", values: ["user:team$acme"] }]);
  });

  // https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets
  it("is one of the billing account on Google Cloud, on the project, with a channel for each address", async () => {
    const stack = await deployBudgeted("gcp", { budget: { ...budget, monthly: 1.75 }, tags: { Team: "Acme" } });

    const channels = notify.map((address) => {
      const name = `acme-budget-${address}`;
      return stack.find("gcp:monitoring/notificationChannel:NotificationChannel", name);
    });
    for (const [index, { inputs }] of channels.entries()) {
      const labels = { email_address: notify[index] };
      assert.partialDeepStrictEqual(inputs, {
        type: "email",
        labels,
        userLabels: { team: "acme" },
        project: "acme-test",
      });
    }
    for (const { urn, inputs } of channels) {
      assert.ok(urn.startsWith(inFoundation), urn);
      assert.equal(inputs.displayName, "Budget of acme");
    }
    const { amount, allUpdatesRule, ...inputs } = stack.find(types.gcp, "acme-budget").inputs;
    const [project] = Object(inputs.budgetFilter).projects;
    assert.equal(project, `projects/${projectNumber("acme-test")}`);
    assert.equal(inputs.displayName, "Budget of acme");
    assert.deepEqual(amount, { specifiedAmount: { currencyCode: "USD", units: "1", nanos: 750_000_000 } });
    assert.deepEqual(allUpdatesRule, { monitoringNotificationChannels: channels.map(({ id }) => id) });
    assert.partialDeepStrictEqual(inputs, {
      billingAccount: "01A2B3-C4D5E6-F7A8B9",
      budgetFilter: { calendarPeriod: "MONTH" },
      thresholdRules: [
        { thresholdPercent: 0.5, spendBasis: "CURRENT_SPEND" },
        { thresholdPercent: 1, spendBasis: "CURRENT_SPEND" },
        { thresholdPercent: 1, spendBasis: "FORECASTED_SPEND" },
      ],
    });
  });

  // https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update
  it("is one of Cost Management on Azure, on the resource group, from this month on", async () => {
    const stack = await deployBudgeted("azure");

    const { inputs } = stack.find(types.azure, "acme-budget");
    const notification = { enabled: true, operator: "GreaterThan", contactEmails: notify };
    assert.equal(inputs.scope, stack.find("azure-native:resources:ResourceGroup").id);
    assert.partialDeepStrictEqual(inputs, {
      ...{ category: "Cost", amount: 300, timeGrain: "Monthly" },
      notifications: {
        Actual_GreaterThan_50_Percent: { ...notification, threshold: 50, thresholdType: "Actual" },
        Actual_GreaterThan_100_Percent: { ...notification, threshold: 100, thresholdType: "Actual" },
        Forecasted_GreaterThan_100_Percent: { ...notification, threshold: 100, thresholdType: "Forecasted" },
      },
    });
    assert.match(Object(inputs.timePeriod).startDate, /^\d{4}-\d\d-01T00:00:00Z$/);
  });

  // "Start date of budgets cannot be updated": https://github.com/Azure/CanadaPubSecALZ/issues/317
  it("keeps the month that it began in on Azure, whenever it is deployed again, also with another amount", async () => {
    const startDate = monthAhead(3);
    const first = await deployBudgeted(
      "azure",
      {},
      { transform: { azure: { budget: { timePeriod: { startDate } } } } },
    );

    const again = await deployBudgeted("azure", {}, {}, { after: first });
    const changed = await deployBudgeted("azure", { budget: { ...budget, monthly: 400 } }, {}, { after: again });

    assert.deepEqual([first.error, again.error, changed.error], [undefined, undefined, undefined]);
    assert.deepEqual(Object.keys(again.changes), ["same"]);
    assert.equal(changed.changes.update, 1);
    assert.partialDeepStrictEqual(changed.find(types.azure).inputs, { amount: 400, timePeriod: { startDate } });
  });

  // The product and the form of its limit: https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/notification_policy/testdata/checkcloudflarenotificationpolicywithfiltersattribute.tf
  it("is a notification for each share on Cloudflare, about as many requests of Workers as it pays for", async () => {
    const stack = await deployBudgeted("cloudflare");

    const policies = stack.all(types.cloudflare);
    assert.deepEqual(
      policies.map(({ name }) => name),
      ["acme-budget-50", "acme-budget-100"],
    );
    // 5 US dollars, 0.30 for a million requests over 10, and 0.02 for a million ms over 30, of which each request takes 10:
    // https://developers.cloudflare.com/workers/platform/pricing/
    const limits = policies.map(({ inputs }) => Object(inputs.filters).limits);
    assert.deepEqual(limits, [["297200000"], ["597200000"]]);
    for (const { inputs } of policies) {
      assert.partialDeepStrictEqual(inputs, {
        ...{ accountId: "0123456789abcdef0123456789abcdef", alertType: "billing_usage_alert", enabled: true },
        filters: { products: ["worker_requests"] },
        mechanisms: { emails: notify.map((id) => ({ id })) },
      });
    }
  });

  it("has channels on Google Cloud that can be changed", async () => {
    const stack = await deployBudgeted("gcp", {}, { transform: { gcp: { channels: protect } } });

    const channels = stack.all("gcp:monitoring/notificationChannel:NotificationChannel");
    assert.deepEqual(
      channels.map((channel) => channel.protect),
      [true, true],
    );
  });

  for (const cloud of clouds) {
    it(`is there only where it is asked for on ${cloud}, and can be reached and changed`, async () => {
      const transform = Object.fromEntries(clouds.map((name) => [name, { budget: protect }]));
      const stack = await evaluate(() => {
        const plain = new Foundation("plain", { cloud, ...places, gcp });
        const own = new Foundation("acme", { cloud, ...places, gcp, budget }, { transform });
        return { plain: Object.keys(Object(plain.nodes[cloud])), own: Object.keys(Object(own.nodes[cloud])) };
      });

      const found = stack.all(types[cloud]);
      assert.deepEqual(
        found.map(({ urn }) => urn),
        urns[cloud],
      );
      assert.ok(found.every(({ protect: isProtected }) => isProtected));
      assert.deepEqual(
        Object(stack.outputs.own).filter((name: string) => !Object(stack.outputs.plain).includes(name)),
        ["budget"],
      );
    });
  }

  it("says at preview what it counts where that is not US dollars", async () => {
    const texts = await Promise.all(
      clouds.map(async (cloud) => (await deployBudgeted(cloud)).messages.map(({ message }) => message).join()),
    );

    // aws, gcp, azure, cloudflare
    assert.deepEqual(
      texts.map((text) => /on \w+: (.*?) \(/.exec(text)?.[1]),
      [
        ...[undefined, undefined, "in the currency that the subscription is billed in"],
        "counts requests of Workers in the account, as many as the amount pays for, and forecasts nothing",
      ],
    );
  });
});

describe("a budget is refused before anything is made", () => {
  it("on Google Cloud without the account that it belongs to", async () => {
    const { billingAccount, ...without } = gcp;

    for (const given of [without, { ...gcp, billingAccount: "" }]) {
      assert.match(await refusal("gcp", { gcp: given }), /has a `budget` and no `gcp\.billingAccount`: .*ERR_CONFIG/);
    }
    assert.match(
      await refusal("gcp", { gcp: { ...gcp, billingAccount: `billingAccounts/${billingAccount}` } }),
      /`gcp\.billingAccount` is .*must be the id of a billing account \(https:/,
    );
  });

  it("on AWS with a tag that nothing has", async () => {
    const message = await refusal("aws", { tags: { team: "acme" }, aws: { costAllocationTag: "Team" } });

    assert.match(message, /`aws\.costAllocationTag` is "Team", which `tags` does not have.*ERR_CONFIG/);
  });

  // "the Workers Paid plan" costs 5 US dollars: https://developers.cloudflare.com/workers/platform/pricing/
  it("on Cloudflare where a share is less than the plan costs", async () => {
    const message = await refusal("cloudflare", { budget: { ...budget, monthly: 8 } });

    assert.match(
      message,
      /50 % of `budget\.monthly` is 4 US dollars, which is less than the plan.*\(https:.*ERR_LIMIT/,
    );
  });

  it("where its name would be too long on Azure, which a foundation without one may have", async () => {
    const name = "a".repeat(49);

    assert.match(await refusal("azure", {}, name), /"a+-budget" and 8 characters .* are the name of a budget/);
    assert.doesNotMatch(await refusalWithout(name), /the name of/);
  });
});

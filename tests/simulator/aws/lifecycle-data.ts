import type { Needs } from "../lifecycle/lifecycle.ts";
import { deploySecret } from "./secretsmanager/client.ts";
import { tokens } from "./shop.ts";

const region = "the provider's own is the only one that is accepted";

/** What the types of tables, secrets and budgets need. */
export const dataNeeds: Readonly<Record<string, Needs>> = {
  [tokens.table]: {
    values: {
      attributes: [{ name: "id", type: "N" }],
      ttl: { attributeName: "expires", enabled: true },
    },
    fixed: {
      billingMode: "PAY_PER_REQUEST is the only one that is simulated",
      globalSecondaryIndexes: "their attributes change with them; the tests of tables try it",
      localSecondaryIndexes: "as with globalSecondaryIndexes; a table has them from the beginning",
      hashKey: "the attributes change with it; the tests of tables try it",
      rangeKey: "the attributes change with it; the tests of tables try it",
      region,
    },
  },
  [tokens.secret]: {
    values: { recoveryWindowInDays: 7 },
    fixed: { region, namePrefix: "the example has a name; the tests of secrets try a prefix" },
  },
  [tokens.secretVersion]: {
    ground: async (aws): Promise<undefined> => {
      for (const name of ["signing", "other"]) await deploySecret(aws, name);
    },
    values: { secretId: "other" },
    fixed: { region, versionStages: "labels stay where it is taken away; the tests of secrets try it" },
  },
  "aws:budgets/budget:Budget": {
    values: {
      accountId: "210987654321",
      budgetType: "USAGE",
      costFilters: [{ name: "Service", values: ["AWS Lambda"] }],
      limitAmount: "400",
      notifications: [],
      timeUnit: "QUARTERLY",
    },
    fixed: {
      namePrefix: "the example has a name; the tests of budgets try a prefix",
      plannedLimits: "the example has a limit",
    },
  },
};

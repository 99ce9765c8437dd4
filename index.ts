import { Config } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { type BudgetArgs, deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { shop } from "./functions/shop.ts";
import { shipping, taxes } from "./functions/terms.ts";

/** What is read of the settings of policies: docs/policies.md#cost-budgets. */
interface TeamSettings {
  readonly costs?: { readonly clouds?: { readonly [C in Cloud]?: { readonly monthly?: number } } };
}

const config = new Config();
const gcp = {
  project: config.require("gcpProject"),
  region: config.require("gcpRegion"),
  billingAccount: config.get("gcpBillingAccount") ?? "",
};
const azure = { location: config.require("azureLocation") };
const cloudflare = {
  accountId: config.require("cloudflareAccountId"),
  workersSubdomain: config.require("cloudflareSubdomain"),
};
const protection = config.require<Protection>("protection");
/** Who is told before a cloud costs too much. */
const alarm = config.getObject<Omit<BudgetArgs, "monthly">>("budget");
/** What the policies let each cloud cost: the clouds' own budgets have the same amounts. */
const allowed = new Config("fourfold-policies").getObject<TeamSettings>("settings")?.costs?.clouds;

function budgetOn(cloud: Cloud): BudgetArgs | undefined {
  const monthly = allowed?.[cloud]?.monthly;
  return alarm === undefined || monthly === undefined ? undefined : { monthly, ...alarm };
}

const sets = config.requireObject<Cloud[]>("clouds").map((cloud) => {
  const budget = budgetOn(cloud);
  const foundation = new Foundation(`shop-${cloud}`, {
    cloud,
    protection,
    logRetention: config.require("logRetention"),
    messages: true,
    ...(budget && { budget }),
    gcp,
    azure,
    cloudflare,
  });
  const bind = { taxes, shipping, invitation: config.requireSecret("invitation") };
  return [cloud, new FunctionSet(`shop-${cloud}`, deploy(shop, { cloud, on: foundation, protection, bind }))] as const;
});

/** The address of each function, by cloud. */
export const urls = Object.fromEntries(sets.map(([cloud, set]) => [cloud, set.urls]));
/** What other stacks need to bind what the set exports, by cloud. */
export const handles = Object.fromEntries(sets.map(([cloud, set]) => [cloud, set.handles]));
/** What each function may do, by cloud. */
export const grants = Object.fromEntries(sets.map(([cloud, set]) => [cloud, set.grants]));

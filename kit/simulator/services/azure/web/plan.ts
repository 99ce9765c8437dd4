import { textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type ResourceType } from "../../../contract.ts";
import { inert, runsOnly, simulated } from "../../rules.ts";
import { isSame } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { reasons } from "../rules.ts";
import { appToken, planToken } from "../tokens.ts";

export const planArm = "Microsoft.Web/serverfarms";

const flex =
  "https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#create-the-hosting-plan";
const naming = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftweb";

function isFlex(inputs: Properties): boolean {
  return textAt(inputs, "sku.name") === "FC1";
}

/** https://learn.microsoft.com/rest/api/appservice/app-service-plans/create-or-update */
export const planType: ResourceType = groupedType({
  token: planToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/appserviceplan/",
  arm: planArm,
  version: "2025-05-01",
  naming: {
    property: "name",
    max: 60,
    pattern: /^[\p{L}\p{N}-]+$/u,
    refused: ["shop api", "shop_api"],
    source: naming,
  },
  replaceOn: ["kind", "reserved"],
  properties: {
    ...simulated("kind", "reserved", "sku.name", "sku.tier"),
    ...inert(reasons.label, "sku.size", "sku.family"),
    ...inert("A Flex Consumption plan has no capacity of its own.", "sku.capacity"),
    ...inert(reasons.place, "zoneRedundant"),
    // The SDK sends the defaults of these.
    ...inert("It concerns Elastic Premium plans only.", "elasticScaleEnabled"),
    ...inert("It concerns Windows containers only.", "hyperV", "isXenon"),
    ...inert("It concerns App Service plans with workers only.", "isSpot"),
    ...inert("A Flex Consumption plan has one app.", "perSiteScaling"),
    ...inert("A Flex Consumption plan has no workers of its own.", "targetWorkerCount", "targetWorkerSizeId"),
  },
  constraints: [
    {
      property: "sku.tier",
      rule: "must be FlexConsumption, the tier of FC1",
      source: flex,
      accepts: (value, inputs) => value === "FlexConsumption" || !isFlex(inputs),
      refused: { sku: { name: "FC1", tier: "Dynamic" } },
    },
    {
      property: "reserved",
      rule: "must be true: Flex Consumption runs on Linux",
      source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan",
      accepts: (value, inputs) => value === true || !isFlex(inputs),
      refused: { reserved: false },
    },
  ],
  // Apps on other plans are deployed in other ways.
  limits: [runsOnly("sku.name", ["FC1"], "Y1", "Flex Consumption plans, whose sku.name is FC1")],
  example: {
    name: "shop-api",
    resourceGroupName: "shop",
    reserved: true,
    sku: { name: "FC1", tier: "FlexConsumption" },
  },
  check({ inputs }) {
    if (textAt(inputs, "sku.name") !== undefined) return;
    throw new CloudError("BadRequest", "The plan needs sku.name: FC1 for Flex Consumption.");
  },
  defaults: { kind: "functionapp", reserved: false, status: "Ready", provisioningState: "Succeeded", numberOfSites: 0 },
  outputs: ({ scope, found }) => ({
    resourceGroup: found("resourceGroupName").outputs.name,
    sku: { name: "FC1", tier: "FlexConsumption", size: "FC1", family: "FC", capacity: 0 },
    subscription: scope.account,
  }),
  checkRemoval(plan, { store }) {
    const app = store.find(appToken, ({ inputs }) => isSame(textAt(inputs, "serverFarmId"), plan.id))[0];
    if (app === undefined) return;
    const message = `Server farm '${textAt(plan.inputs, "name")}' cannot be deleted because it has web app(s) ${textAt(app.inputs, "name")} assigned to it.`;
    throw new CloudError("Conflict", message, 409);
  },
});

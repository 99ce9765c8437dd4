import { CloudError, type Properties, type ResourceType } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import { armId, isSame, keep, locationOf, requireFree, requireGroup } from "../arm.ts";
import { locationRule } from "../locations.ts";
import { inert, runsOnly, tagRule } from "../rules.ts";

export const planToken = "azure-native:web:AppServicePlan";
export const appToken = "azure-native:web:WebApp";

const flex =
  "https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#create-the-hosting-plan";
const naming = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftweb";

function isFlex(inputs: Properties): boolean {
  return textAt(inputs, "sku.name") === "FC1";
}

/** https://learn.microsoft.com/rest/api/appservice/app-service-plans/create-or-update */
export const planType: ResourceType = {
  token: planToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/appserviceplan/",
  naming: {
    property: "name",
    max: 60,
    pattern: /^[\p{L}\p{N}-]+$/u,
    refused: ["shop api", "shop_api"],
    separator: "",
    source: naming,
  },
  replaceOn: ["name", "resourceGroupName", "location", "kind", "reserved"],
  properties: {
    name: "simulated",
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
    kind: "simulated",
    reserved: "simulated",
    "sku.name": "simulated",
    "sku.tier": "simulated",
    "sku.size": inert.label,
    "sku.family": inert.label,
    "sku.capacity": { inert: "A Flex Consumption plan has no capacity of its own." },
    zoneRedundant: inert.place,
    // The SDK sends these with their defaults.
    elasticScaleEnabled: { inert: "It is about Elastic Premium plans." },
    hyperV: { inert: "It is about Windows containers." },
    isSpot: { inert: "It is about App Service plans with workers." },
    isXenon: { inert: "It is about Windows containers." },
    perSiteScaling: { inert: "A Flex Consumption plan has one app." },
    targetWorkerCount: { inert: "A Flex Consumption plan has no workers of its own." },
    targetWorkerSizeId: { inert: "A Flex Consumption plan has no workers of its own." },
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
    locationRule,
    tagRule,
  ],
  // Apps on other plans take their code in other ways.
  limits: [runsOnly("sku.name", ["FC1"], "Y1", "Flex Consumption plans, whose sku.name is FC1")],
  example: {
    name: "shop-api",
    resourceGroupName: "shop",
    reserved: true,
    sku: { name: "FC1", tier: "FlexConsumption" },
  },
  create(request, { store }) {
    const { inputs, scope } = request;
    const group = requireGroup(store, scope, inputs);
    if (textAt(inputs, "sku.name") === undefined)
      throw new CloudError("BadRequest", "The plan needs sku.name: FC1 for Flex Consumption.");
    const name = requiredText(inputs, "name");
    const id = armId(scope, requiredText(inputs, "resourceGroupName"), "Microsoft.Web/serverfarms", name);
    requireFree(store, planToken, id);
    return {
      id,
      outputs: {
        name,
        location: locationOf(store, scope, inputs),
        type: "Microsoft.Web/serverfarms",
        kind: textAt(inputs, "kind") ?? "functionapp",
        resourceGroup: textAt(group.outputs, "name"),
        reserved: at(inputs, "reserved") ?? false,
        sku: { name: "FC1", tier: "FlexConsumption", size: "FC1", family: "FC", capacity: 0 },
        status: "Ready",
        subscription: scope.account,
        provisioningState: "Succeeded",
        numberOfSites: 0,
        azureApiVersion: "2025-05-01",
      },
    };
  },
  update: (_request, old) =>
    keep(
      old,
      "name",
      "location",
      "type",
      "kind",
      "resourceGroup",
      "reserved",
      "sku",
      "status",
      "subscription",
      "provisioningState",
      "numberOfSites",
      "azureApiVersion",
    ),
  remove(plan, { store }) {
    const app = store.find(appToken, ({ inputs }) => isSame(textAt(inputs, "serverFarmId"), plan.id))[0];
    if (app === undefined) return;
    const message = `Server farm '${textAt(plan.inputs, "name")}' cannot be deleted because it has web app(s) ${textAt(app.inputs, "name")} assigned to it.`;
    throw new CloudError("Conflict", message, 409);
  },
};

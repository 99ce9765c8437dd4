import { randomUUID } from "node:crypto";
import { at, isRecord, listAt, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Properties,
  type ResourceDraft,
  type ResourceType,
  type Unique,
  type World,
} from "../../../contract.ts";
import { byId, insideOf, isSame, notFound, requireById, tenant, timeOf } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { identityToken } from "../identity/index.ts";
import { findContainer } from "../storage/index.ts";
import { appToken, planToken } from "../tokens.ts";
import { appArm, endpointKey } from "./address.ts";
import { appConstraints, appExample, appLimits, appProperties } from "./app-properties.ts";
import type { Apps } from "./apps.ts";
import { createHostKeys, removeHostKeys } from "./host-keys.ts";

const naming = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftweb";

/** https://learn.microsoft.com/rest/api/appservice/web-apps/create-or-update */
export function createAppType(apps: Apps): ResourceType {
  return groupedType({
    token: appToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webapp/",
    arm: appArm,
    version: "2025-05-01",
    naming: {
      property: "name",
      min: 2,
      max: 60,
      pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      refused: ["shop_api", "-shop", "shop-"],
      source: naming,
    },
    replaceOn: ["kind"],
    properties: appProperties,
    constraints: appConstraints,
    limits: appLimits,
    example: appExample,
    refers: { serverFarmId: byId(planToken), "identity.userAssignedIdentities": byId(identityToken) },
    unique: [uniqueName, uniqueOnPlan],
    check: requireSettled,
    defaults: appDefaults,
    outputs: outputsOf,
    apply: (app) => apps.run(app),
    serves: ({ inputs }) => ({ endpoint: endpointKey(requiredText(inputs, "name")), path: "/" }),
    logGroup: ({ inputs }) => requiredText(inputs, "name"),
    run: (app, { name = "" }) => apps.runNow(app, name),
    code: apps.code,
    inside: insideOf,
    async remove({ id }, { store }) {
      await apps.remove(id);
      removeHostKeys(store, id);
    },
  });
}

/** App names are globally unique: they are host names. */
const uniqueName: Unique = {
  key: ({ inputs }) => requiredText(inputs, "name").toLowerCase(),
  taken: ({ inputs }) => new CloudError("Conflict", `Website with given name ${inputs.name} already exists.`, 409),
};

/** "Only one app is allowed per Flex Consumption plan." https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations */
const uniqueOnPlan: Unique = {
  key: ({ inputs }) => textAt(inputs, "serverFarmId")?.toLowerCase(),
  taken: ({ found }, { id }) =>
    invalid(`The plan ${found("serverFarmId").id} has the app ${id} already; a Flex Consumption plan has one.`),
};

/** What Azure checks of an app on Flex Consumption against other resources. */
function requireSettled({ inputs }: ResourceDraft, { store }: World): void {
  if (textAt(inputs, "serverFarmId") === undefined) throw notFound("");
  if (!isRecord(at(inputs, "functionAppConfig"))) {
    throw invalid(
      "Site.FunctionAppConfig is invalid.  The FunctionAppConfig section was not specified in the request, which is required for Flex Consumption sites.",
    );
  }
  requireRuntime(inputs);
  requireDeploymentStorage(inputs, store);
}

function requireRuntime(inputs: Properties): void {
  for (const property of ["functionAppConfig.runtime.name", "functionAppConfig.runtime.version"]) {
    if (textAt(inputs, property) === undefined)
      throw invalid(`Site.${property} is required for Flex Consumption sites.`);
  }
}

/** https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-container */
function requireDeploymentStorage(inputs: Properties, store: World["store"]): void {
  const storage = "functionAppConfig.deployment.storage";
  const container = textAt(inputs, `${storage}.value`);
  if (container === undefined)
    throw invalid(`Site.${storage}.value is required: the address of the deployment container.`);
  if (findContainer(store, container) === undefined) {
    throw invalid(
      `Site.${storage}.value: the container ${container} does not exist. It must exist when the app is created.`,
    );
  }
  const type = textAt(inputs, `${storage}.authentication.type`);
  if (type === undefined) throw invalid(`Site.${storage}.authentication.type is required.`);
  const identity = textAt(inputs, `${storage}.authentication.userAssignedIdentityResourceId`);
  if (type === "UserAssignedIdentity" && !assignedIdentities(inputs).some((assigned) => isSame(assigned, identity))) {
    throw invalid(`Site.${storage}.authentication: the identity ${identity} is not assigned to the app.`);
  }
  if (type === "SystemAssignedIdentity" && !hasSystemIdentity(inputs)) {
    throw invalid(`Site.${storage}.authentication: the app has no system-assigned identity.`);
  }
}

function hasSystemIdentity(inputs: Properties): boolean {
  return textAt(inputs, "identity.type")?.includes("SystemAssigned") ?? false;
}

function assignedIdentities(inputs: Properties): readonly string[] {
  return listAt(inputs, "identity.userAssignedIdentities");
}

/** Outputs that are the same for every app. */
const appDefaults = {
  ...{ enabled: true, httpsOnly: false, sku: "FlexConsumption", usageState: "Normal", availabilityState: "Normal" },
  ...{ outboundIpAddresses: "127.0.0.1", possibleOutboundIpAddresses: "127.0.0.1" },
} as const;

async function outputsOf({ id, inputs, old }: ResourceDraft, world: World): Promise<Properties> {
  if (old === undefined) createHostKeys(world.store, id);
  const name = requiredText(inputs, "name");
  // Names under azurewebsites.net do not resolve to this machine, so the host name is its local address.
  const host = new URL(await world.endpoints.reserve(endpointKey(name))).host;
  return {
    kind: "functionapp,linux",
    reserved: true,
    state: at(inputs, "enabled") === false ? "Stopped" : "Running",
    defaultHostName: host,
    hostNames: [host],
    enabledHostNames: [host, `${name}.scm.azurewebsites.net`],
    repositorySiteName: name,
    resourceGroup: requiredText(inputs, "resourceGroupName"),
    lastModifiedTimeUtc: timeOf(world),
    ...identityOutput(inputs, textAt(old?.outputs, "identity.principalId") ?? randomUUID(), world),
  };
}

function identityOutput(inputs: Properties, principalId: string, { store }: World): Properties {
  const type = textAt(inputs, "identity.type");
  if (type === undefined) return {};
  const assigned = assignedIdentities(inputs).map((id): [string, unknown] => {
    const { outputs } = requireById(store, identityToken, id);
    return [id, { principalId: outputs.principalId, clientId: outputs.clientId }];
  });
  const system = hasSystemIdentity(inputs) ? { principalId, tenantId: tenant } : {};
  return {
    identity: {
      type,
      ...system,
      ...(assigned.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(assigned) }),
    },
  };
}

function invalid(message: string): CloudError {
  return new CloudError("BadRequest", message);
}

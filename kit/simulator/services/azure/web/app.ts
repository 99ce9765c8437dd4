import { randomUUID } from "node:crypto";
import { CloudError, type Properties, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { at, isRecord, requiredText, textAt } from "../../read.ts";
import { armId, insideOf, isSame, keep, locationOf, requireById, requireFree, requireGroup, tenant } from "../arm.ts";
import { identityToken } from "../identity.ts";
import { findContainer } from "../storage/container.ts";
import { endpointKey } from "./address.ts";
import { appConstraints, appExample, appLimits, appProperties } from "./app-properties.ts";
import type { Apps } from "./apps.ts";
import { createHostKeys, removeHostKeys } from "./host-keys.ts";
import { appToken, planToken } from "./plan.ts";

const naming = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftweb";

/** https://learn.microsoft.com/rest/api/appservice/web-apps/create-or-update */
export function createAppType(apps: Apps): ResourceType {
  return {
    token: appToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webapp/",
    naming: {
      property: "name",
      min: 2,
      max: 60,
      pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      refused: ["shop_api", "-shop", "shop-"],
      separator: "",
      source: naming,
    },
    replaceOn: ["name", "resourceGroupName", "location", "kind"],
    properties: appProperties,
    constraints: appConstraints,
    limits: appLimits,
    example: appExample,
    async create(request, world) {
      const { inputs, scope } = request;
      requireGroup(world.store, scope, inputs);
      const name = requiredText(inputs, "name");
      const id = armId(scope, requiredText(inputs, "resourceGroupName"), "Microsoft.Web/sites", name);
      requireFree(world.store, appToken, id);
      requireUnused(world, name);
      requireSettled(request, world, id);
      createHostKeys(world.store, id);
      const location = locationOf(world.store, scope, inputs);
      return { id, outputs: await outputsOf(inputs, { location, principalId: randomUUID() }, world) };
    },
    async update(request, old, world) {
      requireSettled(request, world, old.id);
      const principalId = textAt(old.outputs, "identity.principalId") ?? randomUUID();
      const location = requiredText(old.outputs, "location");
      return { ...(await outputsOf(request.inputs, { location, principalId }, world)), ...keep(old, "name") };
    },
    apply: (app) => apps.run(app),
    serves: ({ inputs }) => ({ endpoint: endpointKey(requiredText(inputs, "name")), path: "/" }),
    async remove(app, world) {
      await apps.remove(app.id);
      for (const inside of insideOf(world.store, app.id)) world.store.delete(inside.type, inside.id, inside.scope);
      removeHostKeys(world.store, app.id);
    },
  };
}

/** App names are one namespace for everyone: they are host names. */
function requireUnused({ store }: World, name: string): void {
  if (!store.find(appToken).some(({ inputs }) => isSame(textAt(inputs, "name"), name))) return;
  throw new CloudError("Conflict", `Website with given name ${name} already exists.`, 409);
}

/** What Azure checks of an app on Flex Consumption with regard to other resources. */
function requireSettled({ inputs }: ResourceRequest, { store }: World, id: string): void {
  const plan = requireById(store, planToken, textAt(inputs, "serverFarmId") ?? "");
  const other = store.find(
    appToken,
    (app) => !isSame(app.id, id) && isSame(textAt(app.inputs, "serverFarmId"), plan.id),
  )[0];
  // "Only one app is allowed per Flex Consumption plan." https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
  if (other !== undefined)
    throw invalid(`The plan ${plan.id} has the app ${other.id} already; a Flex Consumption plan has one.`);
  if (!isRecord(at(inputs, "functionAppConfig"))) {
    throw invalid(
      "Site.FunctionAppConfig is invalid.  The FunctionAppConfig section was not specified in the request, which is required for Flex Consumption sites.",
    );
  }
  requireRuntime(inputs);
  for (const identity of assignedIdentities(inputs)) requireById(store, identityToken, identity);
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
    throw invalid(`Site.${storage}.value: there is no container ${container}. It must exist when the app is created.`);
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
  const identities = at(inputs, "identity.userAssignedIdentities");
  return Array.isArray(identities) ? identities.filter((id) => typeof id === "string") : [];
}

async function outputsOf(inputs: Properties, kept: { location: string; principalId: string }, world: World) {
  const name = requiredText(inputs, "name");
  // Names under azurewebsites.net do not resolve to this machine, so the app's host is where it can be reached.
  const host = new URL(await world.endpoints.reserve(endpointKey(name))).host;
  return {
    name,
    location: kept.location,
    type: "Microsoft.Web/sites",
    kind: "functionapp,linux",
    state: at(inputs, "enabled") === false ? "Stopped" : "Running",
    enabled: at(inputs, "enabled") ?? true,
    httpsOnly: at(inputs, "httpsOnly") ?? false,
    defaultHostName: host,
    hostNames: [host],
    enabledHostNames: [host, `${name}.scm.azurewebsites.net`],
    repositorySiteName: name,
    resourceGroup: requiredText(inputs, "resourceGroupName"),
    reserved: true,
    sku: "FlexConsumption",
    usageState: "Normal",
    availabilityState: "Normal",
    outboundIpAddresses: "127.0.0.1",
    possibleOutboundIpAddresses: "127.0.0.1",
    lastModifiedTimeUtc: new Date(world.clock.now()).toISOString(),
    ...identityOutput(inputs, kept.principalId, world),
    azureApiVersion: "2025-05-01",
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

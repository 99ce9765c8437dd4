import type { MeteredType } from "../contract.ts";
import { apiManagement } from "./compute/api-management.ts";
import { containerApp } from "./compute/container-apps.ts";
import { webApp } from "./compute/functions.ts";
import { genericResource } from "./compute/generic-resource.ts";
import { workflow } from "./compute/logic-apps.ts";
import { appServicePlan } from "./compute/plans.ts";
import { containerRegistry } from "./data/container-registry.ts";
import { cosmosContainer, cosmosDatabase } from "./data/cosmos-db.ts";
import { managedRedis, redisCache } from "./data/redis.ts";
import { blobContainer, storageQueue, storageTable } from "./data/storage.ts";
import { eventGridTypes } from "./messages/event-grid.ts";
import {
  serviceBusNamespace,
  serviceBusQueue,
  serviceBusSubscription,
  serviceBusTopic,
} from "./messages/service-bus.ts";
import { applicationGateway } from "./network/application-gateway.ts";
import { frontDoorProfile } from "./network/front-door.ts";
import { staticSite } from "./network/static-web-apps.ts";
import { natGateway, publicAddress } from "./network/virtual-network.ts";
import { vaultKey, vaultSecret } from "./operations/key-vault.ts";
import {
  actionGroup,
  diagnosticSetting,
  insightsComponent,
  logAlert,
  metricAlert,
  workspace,
} from "./operations/monitor.ts";

/** What is paid for on Azure. */
export const azure: readonly MeteredType[] = [
  ...[webApp, appServicePlan, containerApp, apiManagement, workflow, genericResource],
  ...[serviceBusNamespace, serviceBusQueue, serviceBusTopic, serviceBusSubscription, ...eventGridTypes],
  ...[cosmosContainer, cosmosDatabase, blobContainer, storageQueue, storageTable],
  ...[containerRegistry, redisCache, managedRedis],
  ...[frontDoorProfile, staticSite, natGateway, publicAddress, applicationGateway],
  ...[workspace, insightsComponent, diagnosticSetting, metricAlert, logAlert, actionGroup, vaultSecret, vaultKey],
];

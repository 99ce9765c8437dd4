import type { MeteredType } from "../contract.ts";
import { containerApp, containerRegistry } from "./containers.ts";
import { cosmosContainer, cosmosDatabase } from "./cosmosdb.ts";
import { appServicePlan, genericResource, webApp } from "./functions.ts";
import { apiManagement, eventGridTypes, logicWorkflow } from "./integration.ts";
import { vaultKey, vaultSecret } from "./keyvault.ts";
import { actionGroup, diagnosticSetting, insightsComponent, logAlert, metricAlert, workspace } from "./monitor.ts";
import { applicationGateway, frontDoorProfile, natGateway, publicAddress, staticSite } from "./network.ts";
import { managedRedis, redisCache } from "./redis.ts";
import { serviceBusNamespace, serviceBusQueue, serviceBusSubscription, serviceBusTopic } from "./servicebus.ts";
import { blobContainer, storageQueue, storageTable } from "./storage.ts";

/** What is paid for on Azure. */
export const azure: readonly MeteredType[] = [
  ...[webApp, appServicePlan, containerApp, containerRegistry, genericResource],
  ...[serviceBusNamespace, serviceBusQueue, serviceBusTopic, serviceBusSubscription],
  ...[...eventGridTypes, logicWorkflow, apiManagement],
  ...[cosmosContainer, cosmosDatabase, redisCache, managedRedis],
  ...[blobContainer, storageQueue, storageTable],
  ...[vaultSecret, vaultKey],
  ...[workspace, insightsComponent, diagnosticSetting, metricAlert, logAlert, actionGroup],
  ...[natGateway, publicAddress, applicationGateway, frontDoorProfile, staticSite],
];

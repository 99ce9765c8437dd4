import type { CloudPackage, World } from "../../contract.ts";
import { environmentFrom } from "../environment.ts";
import { type AzureService, apiService } from "./api/index.ts";
import { scopeOf, taken } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { consumptionService } from "./consumption/index.ts";
import { cosmosDbService } from "./cosmosdb/index.ts";
import { identityService } from "./identity/index.ts";
import { keyVaultService } from "./keyvault/index.ts";
import { locksService, withLocks } from "./locks/index.ts";
import { monitoringService } from "./monitoring/index.ts";
import { resourcesService } from "./resources/index.ts";
import { serviceBusService } from "./servicebus/index.ts";
import { storageService } from "./storage/index.ts";
import { webService } from "./web/index.ts";

/** The simulated part of Azure. */
export function services(world: World): CloudPackage {
  const identity = identityService(world);
  const api = apiService(world, identity.readToken, () => all.flatMap((service) => service.api ?? []));
  const storage = storageService(world, api);
  const serviceBus = serviceBusService(world, api);
  const all: readonly AzureService[] = [
    webService(world, { environment: environmentFrom(() => all), storage, serviceBus, identity }),
    resourcesService(),
    storage,
    serviceBus,
    cosmosDbService(world, api),
    keyVaultService(world, api),
    locksService(),
    identity,
    api,
    monitoringService(),
    consumptionService(),
  ];
  return {
    package: "azure-native",
    kind: "native",
    configuration,
    scope: scopeOf,
    taken,
    services: all.map(withLocks),
  };
}

import type { CloudPackage, World } from "../../contract.ts";
import { scopeOf, taken } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { identityService } from "./identity/index.ts";
import { monitoringService } from "./monitoring/index.ts";
import { resourcesService } from "./resources/index.ts";
import { storageService } from "./storage/index.ts";
import { webService } from "./web/index.ts";

/** What of Azure is simulated. */
export function services(world: World): CloudPackage {
  const identity = identityService(world);
  const storage = storageService(world);
  return {
    package: "azure-native",
    kind: "native",
    configuration,
    scope: scopeOf,
    taken,
    services: [
      webService(world, identity.environment, storage),
      resourcesService(),
      storage,
      identity,
      monitoringService(),
    ],
  };
}

import type { CloudPackage, World } from "../../contract.ts";
import { environmentFrom } from "../environment.ts";
import { apiService, type GoogleService } from "./api/index.ts";
import { artifactRegistryService } from "./artifact-registry/index.ts";
import { billingService } from "./billing/index.ts";
import { configuration } from "./configuration.ts";
import { firestoreService } from "./firestore/index.ts";
import { functionsService } from "./functions/index.ts";
import { iamService } from "./iam/index.ts";
import { monitoringService } from "./monitoring/index.ts";
import { alreadyExists, scopeOf } from "./project.ts";
import { projectsService } from "./projects/index.ts";
import { pubsubService } from "./pubsub/index.ts";
import { schedulerService } from "./scheduler/index.ts";
import { secretManagerService } from "./secretmanager/index.ts";
import { storageService } from "./storage/index.ts";

/** The simulated part of Google Cloud: what `@pulumi/gcp` can deploy here. */
export function services(world: World): CloudPackage {
  const iam = iamService(world);
  const api = apiService(world, iam.tokens, () => all.flatMap((service) => service.api ?? []));
  const storage = storageService(world);
  const functions = functionsService(world, { iam, storage, environment: environmentFrom(() => all) });
  const all: readonly GoogleService[] = [
    // Before functions: pushes in progress when everything stops have not failed.
    pubsubService(world, functions, iam.tokens),
    functions,
    schedulerService(world, functions, iam.tokens),
    firestoreService(world),
    secretManagerService(world),
    storage,
    api,
    iam,
    artifactRegistryService(),
    projectsService(),
    monitoringService(),
    billingService(),
  ];
  return {
    package: "gcp",
    kind: "bridged",
    configuration,
    scope: scopeOf,
    taken: ({ id }) => alreadyExists(id),
    services: all,
  };
}

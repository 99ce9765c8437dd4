import type { PackageServices, ResourceType, World } from "../../contract.ts";
import { scopeOf } from "./arm.ts";
import { configuration } from "./configuration.ts";
import { getClientConfig, identityType, roleAssignmentType } from "./identity.ts";
import { lookupInvokes } from "./lookups.ts";
import { componentType } from "./monitoring/component.ts";
import { workspaceType } from "./monitoring/workspace.ts";
import { createResourceGroupType } from "./resource-group.ts";
import { accountType } from "./storage/account.ts";
import { blobType } from "./storage/blob.ts";
import { containerType } from "./storage/container.ts";
import { listStorageAccountKeys } from "./storage/keys.ts";
import { listStorageAccountSAS, listStorageAccountServiceSAS } from "./storage/sas.ts";
import { createAppType } from "./web/app.ts";
import { Apps } from "./web/apps.ts";
import { listWebAppHostKeys } from "./web/host-keys.ts";
import { createOneDeployType } from "./web/one-deploy.ts";
import { planType } from "./web/plan.ts";
import { publishingTypes } from "./web/publishing.ts";
import { createSettingsType } from "./web/settings.ts";

export { operations } from "./operations.ts";

/** What of Azure is simulated. */
export function services(world: World): PackageServices {
  const apps = new Apps(world);
  const types: readonly ResourceType[] = [
    createResourceGroupType(() => types),
    accountType,
    containerType,
    blobType,
    identityType,
    roleAssignmentType,
    workspaceType,
    componentType,
    planType,
    createAppType(apps),
    createSettingsType(apps),
    ...publishingTypes,
    createOneDeployType(apps),
  ];
  return {
    package: "azure-native",
    kind: "native",
    configuration,
    types,
    invokes: {
      "azure-native:authorization:getClientConfig": getClientConfig,
      "azure-native:storage:listStorageAccountKeys": listStorageAccountKeys,
      "azure-native:storage:listStorageAccountSAS": listStorageAccountSAS,
      "azure-native:storage:listStorageAccountServiceSAS": listStorageAccountServiceSAS,
      "azure-native:web:listWebAppHostKeys": listWebAppHostKeys,
      ...lookupInvokes,
    },
    scope: scopeOf,
    replaceCode: (from, to) => apps.replaceCode(from, to),
    stop: () => apps.stop(),
  };
}

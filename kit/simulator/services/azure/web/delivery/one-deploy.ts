import { requiredText } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type Properties,
  type Reference,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../../contract.ts";
import { simulatorLimit } from "../../../../limits.ts";
import { inert, matches, oneOf, runsOnly, simulated } from "../../../rules.ts";
import { findByAddress, type StorageService } from "../../storage/index.ts";
import { toApp } from "../address.ts";
import type { Apps } from "../apps.ts";
import { setDelivered } from "./delivered.ts";
import { requirePackageAccess } from "./package-access.ts";

const delivery =
  "https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-package";

const constraints: readonly Constraint[] = [
  matches("parentResourcePath", /^sites\/[^/]+$/, "must name the app: sites/<name>", delivery, "shop-api"),
  matches("apiVersion", /^\d{4}-\d{2}-\d{2}(?:-preview)?$/, "must be a date: 2024-04-01", delivery, "latest"),
  oneOf(
    "properties.type",
    ["zip"],
    "https://learn.microsoft.com/azure/app-service/deploy-zip#deploy-a-zip-package-to-a-specific-path",
    "war",
  ),
  matches(
    "properties.packageUri",
    /^https:\/\/[^?]+\/released-package\.zip(?:\?.*)?$/,
    "must be the address of a file named released-package.zip",
    delivery,
    "https://shoppackages.blob.core.windows.net/c/code.zip",
  ),
];

const deliveries = "generic resources that deliver code: onedeploy of Microsoft.Web/sites/extensions";

const limits: readonly Limit[] = [
  runsOnly("resourceProviderNamespace", ["Microsoft.Web"], "Microsoft.Cache", deliveries),
  runsOnly("resourceType", ["extensions"], "config", deliveries),
  runsOnly("resourceName", ["onedeploy"], "MSDeploy", deliveries),
  {
    property: "properties.remoteBuild",
    only: "packages that are ready to run, without a remote build",
    runs: (value) => value === false,
    refused: {
      properties: {
        packageUri: "https://shoppackages.blob.core.windows.net/c/released-package.zip",
        remoteBuild: true,
      },
    },
  },
];

const example: Properties = {
  resourceGroupName: "shop",
  resourceProviderNamespace: "Microsoft.Web",
  parentResourcePath: "sites/shop-api",
  resourceType: "extensions",
  resourceName: "onedeploy",
  apiVersion: "2024-04-01",
  properties: {
    packageUri: "https://shoppackages.blob.core.windows.net/c/released-package.zip",
    remoteBuild: false,
  },
};

/**
 * The ARM extension that deploys a package: the only way to make a Flex Consumption app run it. Programs use it through the
 * provider's generic resource; other types of generic resources are refused.
 * https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-sources
 */
export function createOneDeployType(apps: Apps, storage: StorageService): ResourceType {
  return {
    token: "azure-native:resources:Resource",
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resource/",
    replaceOn: ["resourceGroupName", "resourceProviderNamespace", "parentResourcePath", "resourceType", "resourceName"],
    properties: {
      ...simulated("resourceGroupName", "resourceProviderNamespace", "parentResourcePath", "resourceType"),
      ...simulated("resourceName", "properties.packageUri", "properties.type", "properties.remoteBuild"),
      ...inert("There is one version of the API.", "apiVersion"),
      ...inert("An extension is where its app is.", "location"),
    },
    constraints,
    limits,
    example,
    refers: { parentResourcePath: toParent },
    id: ({ found }) => `${found("parentResourcePath").id}/extensions/onedeploy`,
    defaults: { name: "onedeploy", type: "Microsoft.Web/sites/extensions", azureApiVersion: "2024-03-01" },
    outputs({ inputs, found }, world) {
      deliver(world, storage, found("parentResourcePath"), inputs);
      return {};
    },
    apply: (extension) => apps.refresh(appIdOf(extension)),
  };
}

/** `sites/<name>` */
const toParent: Reference = {
  find: (path, request, world) => toApp.find(path.replace(/^sites\//, ""), request, world),
  missing: (path, request) => toApp.missing(path.replace(/^sites\//, ""), request),
};

/** Fetches the package and puts it into the app's deployment container. */
function deliver(world: World, storage: StorageService, app: StoredResource, inputs: Properties): void {
  const uri = new URL(requiredText(inputs, "properties.packageUri"));
  const hash = fetchPackage(world, storage, uri);
  if (!world.code.files(hash).has("host.json")) {
    throw new CloudError("BadRequest", `The package ${uri.pathname} has no host.json in its root.`);
  }
  try {
    requirePackageAccess(world, app, "write");
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    throw new CloudError(
      "BadRequest",
      `InaccessibleStorageException: Failed to access storage account for deployment: ${error.message}`,
    );
  }
  setDelivered(world.store, app.id, hash);
}

function fetchPackage({ store, code }: World, storage: StorageService, uri: URL): string {
  const address = findByAddress(store, uri.href);
  if (address === undefined) {
    throw simulatorLimit(`the simulator fetches packages from simulated storage accounts only, not from ${uri.host}`);
  }
  return code.unpack(storage.read(address, uri.searchParams));
}

function appIdOf(extension: StoredResource): string {
  return extension.id.slice(0, extension.id.lastIndexOf("/extensions/"));
}

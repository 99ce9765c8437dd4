import { numberAt, recordsAt, textAt } from "../../../contract/read.ts";
import type { Constraint, Limit, Properties, PropertySupport } from "../../../contract.ts";
import { between, inert, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { reasons } from "../rules.ts";

const flex = "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan";
const deprecated =
  "https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations";
const storage = "functionAppConfig.deployment.storage";
const scaling = "functionAppConfig.scaleAndConcurrency";

/** How the properties of `Microsoft.Web/sites` are supported that function apps on Flex Consumption use. */
export const appProperties: Readonly<Record<string, PropertySupport>> = {
  ...simulated("kind", "serverFarmId", "enabled", "httpsOnly", "identity.type", "identity.userAssignedIdentities"),
  ...simulated("functionAppConfig.runtime.name", "functionAppConfig.runtime.version"),
  ...simulated(`${storage}.type`, `${storage}.value`, `${storage}.authentication.type`),
  ...simulated(`${storage}.authentication.userAssignedIdentityResourceId`),
  ...simulated(`${storage}.authentication.storageAccountConnectionStringName`),
  ...simulated(`${scaling}.instanceMemoryMB`, `${scaling}.maximumInstanceCount`),
  ...simulated(`${scaling}.triggers.http.perInstanceConcurrency`),
  ...simulated("siteConfig.appSettings.name", "siteConfig.appSettings.value"),
  ...inert("The plan decides it.", "reserved"),
  ...inert("One instance of every app is always ready here.", `${scaling}.alwaysReady`),
  ...inert(
    "Requests move to new code as soon as it is ready; those under way end on the old.",
    "functionAppConfig.siteUpdateStrategy",
  ),
  ...inert("The local address has TLS 1.2 and newer, whatever this is.", "siteConfig.minTlsVersion"),
  ...inert("The deployment site is not simulated.", "siteConfig.scmMinTlsVersion", "scmSiteAlsoStopped"),
  ...inert("FTP is not simulated.", "siteConfig.ftpsState"),
  ...inert("The local address speaks HTTP/1.1.", "siteConfig.http20Enabled"),
  ...inert(
    "It concerns web apps; Flex Consumption does not use it.",
    ...["siteConfig.alwaysOn", "siteConfig.localMySqlEnabled", "clientAffinityEnabled"],
  ),
  ...inert("Nothing is debugged from outside.", "siteConfig.remoteDebuggingEnabled"),
  // The SDK always sends "v4.6" as netFrameworkVersion; some regions refuse it on Flex Consumption, most accept it.
  // https://github.com/pulumi/pulumi-azure-native/issues/4168
  ...inert(
    "It concerns Windows only.",
    ...["siteConfig.use32BitWorkerProcess", "siteConfig.netFrameworkVersion", "hyperV", "isXenon"],
  ),
  ...inert("Callers are not asked for certificates.", "clientCertEnabled", "clientCertMode"),
  ...inert(reasons.network, "publicNetworkAccess", "endToEndEncryptionEnabled"),
  ...inert("Key Vault is not simulated.", "keyVaultReferenceIdentity"),
  ...inert("SSH is not simulated.", "sshEnabled"),
};

/** App settings that Flex Consumption has replaced or does not support. */
export const forbiddenSettings: readonly string[] = [
  "ENABLE_ORYX_BUILD",
  "FUNCTIONS_EXTENSION_VERSION",
  "FUNCTIONS_MAX_HTTP_CONCURRENCY",
  "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
  "FUNCTIONS_WORKER_PROCESS_COUNT",
  "FUNCTIONS_WORKER_RUNTIME",
  "FUNCTIONS_WORKER_RUNTIME_VERSION",
  "SCM_DO_BUILD_DURING_DEPLOYMENT",
  "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
  "WEBSITE_CONTENTOVERVNET",
  "WEBSITE_CONTENTSHARE",
  "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
  "WEBSITE_NODE_DEFAULT_VERSION",
  "WEBSITE_RUN_FROM_PACKAGE",
  "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
  "WEBSITE_VNET_ROUTE_ALL",
];

export const settingRule = `must not be one of those that Flex Consumption does not take: ${forbiddenSettings.join(", ")}`;
export const settingSource = deprecated;

const storageSource =
  "https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings";

/** The example app with changed deployment storage. */
function withStorage(changed: Properties): Properties {
  const value = "https://shophost.blob.core.windows.net/deployments";
  return { functionAppConfig: { deployment: { storage: { type: "blobContainer", value, ...changed } } } };
}

const storageRules: readonly Constraint[] = [
  matches(
    `${storage}.value`,
    // The second alternative matches addresses of accounts here.
    /^https:\/\/(?:[a-z0-9]{3,24}\.blob\.[^/]+|127\.0\.0\.1:\d+\/[a-z0-9]{3,24}\.blob)\/[a-z0-9-]{3,63}\/?$/,
    "must be the address of a blob container: https://<account>.blob.core.windows.net/<container>",
    storageSource,
    "deployments",
  ),
  {
    property: `${storage}.authentication.type`,
    rule: "must come with userAssignedIdentityResourceId when it is UserAssignedIdentity, and with storageAccountConnectionStringName when it is StorageAccountConnectionString",
    source: storageSource,
    accepts: (value, inputs) => {
      const needed = {
        UserAssignedIdentity: "userAssignedIdentityResourceId",
        StorageAccountConnectionString: "storageAccountConnectionStringName",
      };
      const [, name] = Object.entries(needed).find(([type]) => type === value) ?? [];
      return name === undefined || textAt(inputs, `${storage}.authentication.${name}`) !== undefined;
    },
    refused: [
      withStorage({ authentication: { type: "UserAssignedIdentity" } }),
      withStorage({ authentication: { type: "StorageAccountConnectionString" } }),
    ],
  },
];

const alwaysReadySource =
  "https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#set-always-ready-instance-counts";

/** The example app with always ready instances, and at most 100 in total. */
function withReady(name: string, instanceCount: number): Properties {
  return {
    functionAppConfig: { scaleAndConcurrency: { maximumInstanceCount: 100, alwaysReady: [{ name, instanceCount }] } },
  };
}

const alwaysReadyRules: readonly Constraint[] = [
  {
    property: `${scaling}.alwaysReady`,
    rule: "must not be more instances than maximumInstanceCount, or 100",
    source: alwaysReadySource,
    accepts: (value, inputs) => {
      const counts = recordsAt(value).map(({ instanceCount }) => Number(instanceCount ?? 0));
      return (
        counts.reduce((sum, count) => sum + count, 0) <= (numberAt(inputs, `${scaling}.maximumInstanceCount`) ?? 100)
      );
    },
    refused: withReady("http", 101),
    accepted: withReady("http", 100),
  },
  {
    property: `${scaling}.alwaysReady.name`,
    rule: "must be http, blob, durable or function:<name>",
    source: alwaysReadySource,
    accepts: (value) => /^(?:http|blob|durable|function:[\w-]+)$/i.test(String(value)),
    refused: withReady("everything", 1),
    accepted: withReady("function:api", 1),
  },
];

export const appConstraints: readonly Constraint[] = [
  {
    property: "functionAppConfig.runtime.version",
    rule: "must be one of 20, 22, 24 for node",
    source: `${flex}#supported-language-stack-versions`,
    accepts: (value, inputs) =>
      textAt(inputs, "functionAppConfig.runtime.name") !== "node" || ["20", "22", "24"].includes(String(value)),
    refused: { functionAppConfig: { runtime: { name: "node", version: "18" } } },
  },
  oneOf(`${scaling}.instanceMemoryMB`, [512, 2_048, 4_096], `${flex}#instance-memory`, 1_024),
  // It was 40 until 2025, as some pages still say.
  between(
    `${scaling}.maximumInstanceCount`,
    1,
    1_000,
    "https://learn.microsoft.com/azure/azure-functions/event-driven-scaling?pivots=flex-consumption-plan#limit-scale-out",
  ),
  between(
    `${scaling}.triggers.http.perInstanceConcurrency`,
    1,
    1_000,
    "https://learn.microsoft.com/azure/azure-functions/functions-concurrency",
  ),
  {
    property: "siteConfig.appSettings.name",
    rule: settingRule,
    source: deprecated,
    // Apps on other plans have these settings, and no functionAppConfig.
    accepts: (value, { functionAppConfig }) =>
      functionAppConfig === undefined || !forbiddenSettings.includes(String(value).toUpperCase()),
    refused: { siteConfig: { appSettings: [{ name: "FUNCTIONS_WORKER_RUNTIME", value: "node" }] } },
  },
  {
    property: "siteConfig.alwaysOn",
    rule: "must be false: Flex Consumption has always ready instances instead",
    source: deprecated,
    accepts: (value, { functionAppConfig }) => functionAppConfig === undefined || value === false,
    refused: { siteConfig: { alwaysOn: true } },
  },
  oneOf(
    "siteConfig.minTlsVersion",
    ["1.2", "1.3"],
    "https://learn.microsoft.com/azure/app-service/overview-tls",
    "1.1",
  ),
  ...storageRules,
  ...alwaysReadyRules,
];

export const appLimits: readonly Limit[] = [
  runsOnly("kind", ["functionapp,linux"], "app", "function apps on Flex Consumption, of the kind functionapp,linux"),
  runsOnly("functionAppConfig.runtime.name", ["node"], "python"),
];

/** An app that no rule refuses. */
export const appExample: Properties = {
  name: "shop-api",
  resourceGroupName: "shop",
  kind: "functionapp,linux",
  serverFarmId:
    "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop/providers/Microsoft.Web/serverfarms/shop-api",
  functionAppConfig: {
    deployment: {
      storage: {
        type: "blobContainer",
        value: "https://shophost.blob.core.windows.net/deployments",
        authentication: { type: "SystemAssignedIdentity" },
      },
    },
    runtime: { name: "node", version: "22" },
    scaleAndConcurrency: { instanceMemoryMB: 2_048, maximumInstanceCount: 100 },
  },
  identity: { type: "SystemAssigned" },
};

/** What a type is in a template of Azure Resource Manager: https://learn.microsoft.com/azure/templates/ */
export interface ArmType {
  readonly type: string;
  /** The version of the API that the SDK's type is of. */
  readonly version: string;
  /** The last part of its name, where that is always the same. @default it is the resource's own */
  readonly last?: string;
  /** Properties that the SDK calls otherwise, by its names, at any depth. @default none */
  readonly renamed?: Readonly<Record<string, string>>;
}

export const armTypes: Readonly<Record<string, ArmType>> = {
  "azure-native:applicationinsights:Component": { type: "Microsoft.Insights/components", version: "2020-02-02" },
  "azure-native:authorization:RoleAssignment": {
    type: "Microsoft.Authorization/roleAssignments",
    version: "2022-04-01",
  },
  "azure-native:cdn:AFDCustomDomain": { type: "Microsoft.Cdn/profiles/customDomains", version: "2025-06-01" },
  "azure-native:cdn:AFDOrigin": { type: "Microsoft.Cdn/profiles/originGroups/origins", version: "2025-06-01" },
  "azure-native:cdn:Policy": { type: "Microsoft.Cdn/cdnWebApplicationFirewallPolicies", version: "2025-06-01" },
  "azure-native:cdn:Profile": { type: "Microsoft.Cdn/profiles", version: "2025-06-01" },
  "azure-native:cdn:Route": { type: "Microsoft.Cdn/profiles/afdEndpoints/routes", version: "2025-06-01" },
  "azure-native:cdn:SecurityPolicy": { type: "Microsoft.Cdn/profiles/securityPolicies", version: "2025-06-01" },
  "azure-native:cosmosdb:DatabaseAccount": { type: "Microsoft.DocumentDB/databaseAccounts", version: "2025-10-15" },
  "azure-native:cosmosdb:SqlResourceSqlContainer": {
    type: "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers",
    version: "2025-10-15",
  },
  "azure-native:cosmosdb:SqlResourceSqlDatabase": {
    type: "Microsoft.DocumentDB/databaseAccounts/sqlDatabases",
    version: "2025-10-15",
  },
  "azure-native:cosmosdb:SqlResourceSqlRoleAssignment": {
    type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments",
    version: "2025-10-15",
  },
  "azure-native:cosmosdb:SqlResourceSqlRoleDefinition": {
    type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions",
    version: "2025-10-15",
  },
  "azure-native:frontdoor:Policy": {
    type: "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
    version: "2025-11-01",
  },
  "azure-native:keyvault:Secret": {
    type: "Microsoft.KeyVault/vaults/secrets",
    version: "2024-11-01",
    renamed: { expires: "exp", notBefore: "nbf" },
  },
  "azure-native:keyvault:Vault": { type: "Microsoft.KeyVault/vaults", version: "2024-11-01" },
  "azure-native:managedidentity:UserAssignedIdentity": {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    version: "2024-11-30",
  },
  "azure-native:monitor:DiagnosticSetting": {
    type: "Microsoft.Insights/diagnosticSettings",
    version: "2021-05-01-preview",
  },
  "azure-native:operationalinsights:Workspace": {
    type: "Microsoft.OperationalInsights/workspaces",
    version: "2023-09-01",
  },
  "azure-native:redis:Redis": { type: "Microsoft.Cache/redis", version: "2024-11-01" },
  "azure-native:servicebus:Namespace": { type: "Microsoft.ServiceBus/namespaces", version: "2026-01-01" },
  "azure-native:servicebus:Queue": { type: "Microsoft.ServiceBus/namespaces/queues", version: "2026-01-01" },
  "azure-native:servicebus:Subscription": {
    type: "Microsoft.ServiceBus/namespaces/topics/subscriptions",
    version: "2026-01-01",
  },
  "azure-native:servicebus:Topic": { type: "Microsoft.ServiceBus/namespaces/topics", version: "2026-01-01" },
  "azure-native:storage:BlobContainer": {
    type: "Microsoft.Storage/storageAccounts/blobServices/containers",
    version: "2024-01-01",
  },
  "azure-native:storage:BlobServiceProperties": {
    type: "Microsoft.Storage/storageAccounts/blobServices",
    version: "2024-01-01",
    last: "default",
  },
  "azure-native:storage:StorageAccount": {
    type: "Microsoft.Storage/storageAccounts",
    version: "2024-01-01",
    renamed: { enableHttpsTrafficOnly: "supportsHttpsTrafficOnly", networkRuleSet: "networkAcls" },
  },
  "azure-native:web:AppServicePlan": { type: "Microsoft.Web/serverfarms", version: "2025-05-01" },
  "azure-native:web:WebApp": { type: "Microsoft.Web/sites", version: "2025-05-01" },
  "azure-native:web:WebAppApplicationSettings": {
    type: "Microsoft.Web/sites/config",
    version: "2025-05-01",
    last: "appsettings",
  },
  "azure-native:web:WebAppAuthSettingsV2": {
    type: "Microsoft.Web/sites/config",
    version: "2025-05-01",
    last: "authsettingsV2",
  },
  "azure-native:web:WebAppFtpAllowed": {
    type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
    version: "2025-05-01",
    last: "ftp",
  },
  "azure-native:web:WebAppScmAllowed": {
    type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
    version: "2025-05-01",
    last: "scm",
  },
};

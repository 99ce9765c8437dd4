/** What costs nothing itself on Azure, by the pages that say so. */
export const freeAzure: readonly string[] = [
  // https://learn.microsoft.com/azure/role-based-access-control/overview#license-requirements
  "azure-native:authorization:RoleAssignment",
  "azure-native:authorization:RoleDefinition",
  // https://azure.microsoft.com/pricing/details/microsoft-entra-id/
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:managedidentity:FederatedIdentityCredential",
  // https://learn.microsoft.com/azure/azure-resource-manager/management/overview
  "azure-native:resources:ResourceGroup",
  "azure-native:authorization:ManagementLockByScope",
  // Settings of an app: https://azure.microsoft.com/pricing/details/functions/
  "azure-native:web:WebAppApplicationSettings",
  "azure-native:web:WebAppFtpAllowed",
  "azure-native:web:WebAppScmAllowed",
  "azure-native:web:WebAppAuthSettingsV2",
  // https://azure.microsoft.com/pricing/details/cosmos-db/ has throughput, storage and backups, which containers are counted by
  "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:cosmosdb:SqlResourceSqlRoleAssignment",
  "azure-native:cosmosdb:SqlResourceSqlRoleDefinition",
  // https://azure.microsoft.com/pricing/details/key-vault/ has operations and keys, which secrets and keys are counted by
  "azure-native:keyvault:Vault",
  "azure-native:keyvault:AccessPolicy",
  // Rules are part of a subscription: https://azure.microsoft.com/pricing/details/service-bus/
  "azure-native:servicebus:DefaultRule",
  "azure-native:servicebus:Rule",
  "azure-native:servicebus:NamespaceAuthorizationRule",
  "azure-native:servicebus:QueueAuthorizationRule",
  "azure-native:servicebus:TopicAuthorizationRule",
  // https://azure.microsoft.com/pricing/details/storage/blobs/ has data and operations, which containers are counted by
  "azure-native:storage:StorageAccount",
  "azure-native:storage:Blob",
  "azure-native:storage:BlobServiceProperties",
  "azure-native:storage:QueueServiceProperties",
  "azure-native:storage:TableServiceProperties",
  // Activity log alerts: https://azure.microsoft.com/pricing/details/monitor/
  "azure-native:monitor:ActivityLogAlert",
  // https://azure.microsoft.com/pricing/details/virtual-network/
  "azure-native:network:VirtualNetwork",
  "azure-native:network:Subnet",
  "azure-native:network:NetworkSecurityGroup",
  "azure-native:network:SecurityRule",
  "azure-native:network:RouteTable",
  "azure-native:network:Route",
  // https://learn.microsoft.com/azure/frontdoor/understanding-pricing
  "azure-native:cdn:AFDCustomDomain",
  "azure-native:cdn:AFDEndpoint",
  "azure-native:cdn:AFDOrigin",
  "azure-native:cdn:AFDOriginGroup",
  "azure-native:cdn:Route",
  "azure-native:cdn:Rule",
  "azure-native:cdn:RuleSet",
  "azure-native:cdn:SecurityPolicy",
  // Parts of a service with one price: https://azure.microsoft.com/pricing/details/api-management/
  "azure-native:apimanagement:Api",
  "azure-native:apimanagement:ApiOperation",
  "azure-native:apimanagement:ApiPolicy",
  "azure-native:apimanagement:Backend",
  "azure-native:apimanagement:NamedValue",
  "azure-native:apimanagement:Product",
  // Clusters pay for their databases: https://azure.microsoft.com/pricing/details/managed-redis/
  "azure-native:redisenterprise:Database",
  // https://azure.microsoft.com/pricing/details/cost-management/
  "azure-native:consumption:Budget",
];

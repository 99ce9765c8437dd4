import { type AskedFile, million, price } from "./contract.ts";

export const azure: readonly AskedFile[] = [
  {
    ...{ file: "azure/function_app_test", region: "eastus" },
    prices: [
      price("azure.functions.consumption.duration", "Execution time", "GB-seconds"),
      price("azure.functions.consumption.executions", "Executions", "1M requests", million),
    ],
  },
  {
    ...{ file: "azure/servicebus_namespace_test", region: "westeurope" },
    prices: [
      price("azure.servicebus.basic.operations", "Messaging operations", "1M operations", million),
      price("azure.servicebus.standard.base", "Base charge", "hours"),
      price("azure.servicebus.standard.operations", "Messaging operations (13M-100M)", "1M operations", million),
      price("azure.servicebus.standard.operations", "Messaging operations (100M-2,500M)", "1M operations", million, {
        from: 87 * million,
      }),
      price("azure.servicebus.standard.operations", "Messaging operations (over 2,500M)", "1M operations", million, {
        from: 2487 * million,
      }),
    ],
  },
  {
    ...{ file: "azure/log_analytics_workspace_test", region: "westeurope" },
    prices: [
      price("azure.loganalytics.ingestion", "Log data ingestion", "GB"),
      price("azure.loganalytics.retention", "Log data retention", "GB"),
      price("azure.loganalytics.basic.ingestion", "Basic log data ingestion", "GB"),
      price("azure.loganalytics.archive", "Archive data", "GB"),
    ],
  },
  {
    ...{ file: "azure/key_vault_key_test", region: "eastus" },
    prices: [price("azure.keyvault.operations", "Secrets operations", "10K transactions", 10_000)],
  },
  {
    ...{ file: "azure/nat_gateway_test", region: "westeurope" },
    prices: [
      price("azure.natgateway.hours", "NAT gateway", "hours"),
      price("azure.natgateway.data", "Data processed", "GB"),
      price("azure.publicip.standard", "IP address (static, regional)", "hours"),
    ],
  },
  {
    ...{ file: "azure/eventgrid_topic_test", region: "westeurope" },
    prices: [price("azure.eventgrid.operations", "Operations", "100k operations", 100_000)],
  },
  {
    ...{ file: "azure/api_management_test", region: "eastus" },
    prices: [price("azure.apimanagement.consumption.calls", "API management (consumption)", "1M calls", million)],
  },
  {
    ...{ file: "azure/container_registry_test", region: "westeurope" },
    prices: [
      price("azure.registry.basic", "Registry usage (Basic)", "days"),
      price("azure.registry.storage", "Storage (over 10GB)", "GB"),
    ],
  },
  {
    ...{ file: "azure/static_site_test", region: "centralus" },
    prices: [price("azure.staticwebapps.standard", "Static Web App (Standard)", "months")],
  },
  {
    ...{ file: "azure/logic_app_standard_test", region: "westeurope" },
    prices: [
      price("azure.logicapps.connectors", "Standard connectors", "calls"),
      price("azure.blob.hot.storage", "Capacity", "GB"),
      price("azure.blob.hot.writes", "Write operations", "10k operations", 10_000),
      price("azure.blob.hot.reads", "Read operations", "10k operations", 10_000),
      price("azure.blob.hot.lists", "List and create container operations", "10k operations", 10_000),
      price("azure.blob.hot.others", "All other operations", "10k operations", 10_000),
    ],
  },
  {
    ...{ file: "azure/monitor_scheduled_query_rules_alert_test", region: "westeurope" },
    prices: [
      price("azure.monitor.log-alerts-5m", "Log alerts monitoring (5 minute frequency)", "rule"),
      price("azure.monitor.log-alerts-15m", "Log alerts monitoring (15 minute frequency)", "rule"),
    ],
  },
];

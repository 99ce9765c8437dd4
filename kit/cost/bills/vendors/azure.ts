import { type BillFormat, dayIn, numberIn, requireUsd } from "../contract.ts";

/** Meters by the ids of prices, as Azure's price list has them: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices */
const meters: Readonly<Record<string, readonly [category: string, subcategory: RegExp, ...names: string[]]>> = {
  "azure.functions.flex.duration": ["Functions", /flex/i, "On Demand Execution Time"],
  "azure.functions.flex.executions": ["Functions", /flex/i, "On Demand Total Executions"],
  "azure.functions.flex.ready.baseline": ["Functions", /flex/i, "Always Ready Baseline"],
  "azure.functions.flex.ready.duration": ["Functions", /flex/i, "Always Ready Execution Time"],
  "azure.functions.flex.ready.executions": ["Functions", /flex/i, "Always Ready Total Executions"],
  "azure.functions.consumption.duration": ["Functions", /./, "Standard Execution Time"],
  "azure.functions.consumption.executions": ["Functions", /./, "Standard Total Executions"],
  "azure.functions.premium.cpu": ["Functions", /./, "Premium vCPU Duration"],
  "azure.functions.premium.memory": ["Functions", /./, "Premium Memory Duration"],
  "azure.appservice.b1-linux": ["Azure App Service", /basic plan - linux/i, "B1"],
  "azure.containerapps.cpu": ["Azure Container Apps", /./, "Standard vCPU Active Usage"],
  "azure.containerapps.memory": ["Azure Container Apps", /./, "Standard Memory Active Usage"],
  "azure.containerapps.requests": ["Azure Container Apps", /./, "Standard Requests"],
  "azure.logicapps.actions": ["Logic Apps", /./, "Consumption Built-in Actions"],
  "azure.apimanagement.consumption.calls": ["API Management", /./, "Consumption Calls"],
  "azure.servicebus.basic.operations": ["Service Bus", /./, "Basic Messaging Operations"],
  "azure.servicebus.standard.base": ["Service Bus", /./, "Standard Base Unit"],
  "azure.servicebus.standard.operations": ["Service Bus", /./, "Standard Messaging Operations"],
  "azure.servicebus.premium.unit": ["Service Bus", /./, "Premium Messaging Unit"],
  "azure.eventgrid.operations": ["Event Grid", /./, "Standard Operations"],
  "azure.cosmosdb.serverless": ["Azure Cosmos DB", /serverless/i, "1M RUs"],
  "azure.cosmosdb.autoscale": ["Azure Cosmos DB", /autoscale/i, "AP1 100 RUs"],
  "azure.cosmosdb.backup": ["Azure Cosmos DB", /PITR/i, "Cont 30D Bckp Continuous Backup"],
  "azure.cosmosdb.provisioned": ["Azure Cosmos DB", /^(?:Azure Cosmos DB)?$/, "100 RU/s"],
  "azure.cosmosdb.storage": ["Azure Cosmos DB", /^(?:Azure Cosmos DB)?$/, "Data Stored"],
  "azure.blob.hot.storage": ["Storage", /block blob v2$/i, "Hot LRS Data Stored"],
  "azure.blob.hot.writes": ["Storage", /block blob v2$/i, "Hot LRS Write Operations"],
  "azure.blob.hot.reads": ["Storage", /block blob v2$/i, "Hot Read Operations"],
  "azure.queue.storage": ["Storage", /queues/i, "LRS Data Stored"],
  "azure.queue.operations": ["Storage", /queues/i, "LRS Class 1 Operations"],
  "azure.table.storage": ["Storage", /tables/i, "LRS Data Stored"],
  "azure.registry.basic": ["Container Registry", /./, "Basic Registry Unit"],
  "azure.registry.storage": ["Container Registry", /./, "Data Stored"],
  "azure.frontdoor.standard.base": ["Azure Front Door Service", /./, "Standard Base Fees"],
  "azure.frontdoor.premium.base": ["Azure Front Door Service", /./, "Premium Base Fees"],
  "azure.frontdoor.standard.egress": ["Azure Front Door Service", /./, "Standard Data Transfer Out"],
  "azure.frontdoor.premium.egress": ["Azure Front Door Service", /./, "Premium Data Transfer Out"],
  "azure.frontdoor.standard.requests": ["Azure Front Door Service", /./, "Standard Requests"],
  "azure.frontdoor.premium.requests": ["Azure Front Door Service", /./, "Premium Requests"],
  "azure.natgateway.hours": ["NAT Gateway", /./, "Standard Gateway"],
  "azure.natgateway.data": ["NAT Gateway", /./, "Standard Data Processed"],
  "azure.publicip.standard": ["Virtual Network", /./, "Standard IPv4 Static Public IP"],
  "azure.applicationgateway.hours": ["Application Gateway", /./, "Standard Fixed Cost"],
  "azure.applicationgateway.units": ["Application Gateway", /./, "Standard Capacity Units"],
  "azure.loganalytics.ingestion": ["Log Analytics", /./, "Analytics Logs Data Ingestion"],
  "azure.loganalytics.retention": ["Log Analytics", /./, "Analytics Logs Data Retention"],
  "azure.monitor.metric-alerts": ["Azure Monitor", /./, "Alerts Metric Monitored"],
  "azure.monitor.log-alerts-5m": ["Azure Monitor", /./, "Alerts System Log Monitored at 5 Minute Frequency"],
  "azure.monitor.log-alerts-15m": ["Azure Monitor", /./, "Alerts System Log Monitored at 15 Minute Frequency"],
  "azure.monitor.emails": ["Azure Monitor", /./, "Emails"],
  "azure.keyvault.operations": ["Key Vault", /./, "Operations"],
  "azure.keyvault.advanced-operations": ["Key Vault", /./, "Advanced Key Operations"],
  "azure.keyvault.rotations": ["Key Vault", /./, "Automated Key Rotation"],
  "azure.keyvault.hsm-keys": ["Key Vault", /./, "Premium HSM-protected RSA 2048-bit key"],
};

const known = Object.entries(meters).map(([id, [category, subcategory, ...names]]) => ({
  ...{ id, category, subcategory, names },
}));

export const azure: BillFormat = {
  cloud: "azure",
  title: "Azure cost and usage details",
  source: "https://learn.microsoft.com/azure/cost-management-billing/dataset-schema/cost-usage-details-mca",
  columns: [
    ...["meterCategory", "meterSubCategory", "meterName", "date", "quantity", "unitOfMeasure", "chargeType"],
    ...["costInBillingCurrency", "billingCurrency"],
  ],
  optional: ["costInUsd"],
  read(read) {
    // Accounts of the Microsoft Customer Agreement have US dollars beside their own currency.
    const inUsd = read("costInUsd");
    if (inUsd === "") requireUsd(read, "billingCurrency");
    const day = dayIn(read, "date");
    const type = read("chargeType");
    return {
      names: [read("meterCategory"), read("meterSubCategory"), read("meterName")],
      ...{ month: day.slice(0, 7), day: type === "Usage" ? day : "" },
      ...{ quantity: numberIn(read, "quantity"), unit: read("unitOfMeasure") },
      usd: numberIn(read, inUsd === "" ? "costInBillingCurrency" : "costInUsd"),
      other: type === "Usage" ? "" : type,
    };
  },
  prices: Object.keys(meters),
  priceOf: ([category = "", subcategory = "", name = ""]) =>
    known.find(
      (meter) =>
        meter.category === category && meter.names.includes(name) && meter.subcategory.test(subcategory || category),
    )?.id,
};

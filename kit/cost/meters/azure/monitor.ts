import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { noPrice, unknownPrice } from "../no-price.ts";

const source = "https://azure.microsoft.com/pricing/details/monitor/";

const workspaceType = "azure-native:operationalinsights:Workspace";

/** The part of what is kept that is older than what is kept for free. */
const paidPart = (days: number, free: number): number => Math.max(0, days - free) / Math.max(1, days);

/** What is taken in is counted where it is from: at apps and diagnostic settings. */
export const workspace: MeteredType = {
  type: workspaceType,
  source,
  meters: [
    {
      price: "azure.loganalytics.retention",
      quantity({ inputs, use }) {
        const sku = inputs.text("sku.name", "PerGB2018");
        if (sku !== "PerGB2018") throw noPrice("sku.name", sku);
        // "At no charge" for 31 days: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#log-data-retention
        return use("storage") * paidPart(inputs.number("retentionInDays", 30), 31);
      },
    },
  ],
};

export const insightsComponent: MeteredType = {
  type: "azure-native:applicationinsights:Component",
  source,
  meters: [
    {
      price: "azure.loganalytics.retention",
      // Free for 90 days: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#log-data-retention
      quantity: ({ inputs, use }) => use("storage") * paidPart(inputs.number("retentionInDays", 90), 90),
    },
  ],
};

/** Sends the logs of a resource to a workspace, where they are paid for. */
export const diagnosticSetting: MeteredType = {
  type: "azure-native:monitor:DiagnosticSetting",
  source,
  place: ({ from }) => from("workspaceId", workspaceType),
  meters: [
    {
      price: ({ inputs, from }) =>
        from("workspaceId", workspaceType) !== undefined || inputs.has("workspaceId")
          ? "azure.loganalytics.ingestion"
          : undefined,
      quantity: ({ use }) => (use("requests") * use("logSize")) / 1_024 ** 2,
    },
  ],
};

/** The time series that a condition watches: one for each combination of the values of its dimensions. */
function seriesOf(condition: Inputs, property: string): number {
  return condition.list("dimensions").reduce((total, dimension) => {
    const values = dimension.texts("values");
    if (values.includes("*")) throw new UnreadableInput(property, "has a dimension with any number of values");
    return total * Math.max(1, values.length);
  }, 1);
}

function watchedSeries({ inputs }: Reading): number {
  const conditions = inputs.list("criteria.allOf");
  const series = conditions.reduce((total, condition, index) => {
    const kind = condition.text("criterionType", "StaticThresholdCriterion");
    const property = `criteria.allOf[${index}]`;
    if (kind !== "StaticThresholdCriterion") throw noPrice(`${property}.criterionType`, kind);
    return total + seriesOf(condition, `${property}.dimensions`);
  }, 0);
  return series * inputs.texts("scopes").length;
}

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview#pricing */
export const metricAlert: MeteredType = {
  type: "azure-native:monitor:MetricAlert",
  source,
  meters: [
    {
      price: ({ inputs }) => (inputs.flag("enabled", true) ? "azure.monitor.metric-alerts" : undefined),
      quantity: watchedSeries,
    },
  ],
};

/** By how often it looks. What is rarer than every 15 minutes costs as much as that. */
const frequencies: Readonly<Record<string, string>> = {
  PT5M: "azure.monitor.log-alerts-5m",
  PT15M: "azure.monitor.log-alerts-15m",
  PT30M: "azure.monitor.log-alerts-15m",
  PT45M: "azure.monitor.log-alerts-15m",
  PT1H: "azure.monitor.log-alerts-15m",
  PT2H: "azure.monitor.log-alerts-15m",
  PT3H: "azure.monitor.log-alerts-15m",
  PT4H: "azure.monitor.log-alerts-15m",
  PT5H: "azure.monitor.log-alerts-15m",
  PT6H: "azure.monitor.log-alerts-15m",
  P1D: "azure.monitor.log-alerts-15m",
};

function logAlertPrice({ inputs }: Reading): string | undefined {
  if (!inputs.flag("enabled", true)) return undefined;
  const kind = inputs.text("kind", "LogAlert");
  if (kind !== "LogAlert") throw noPrice("kind", kind);
  for (const [index, condition] of inputs.list("criteria.allOf").entries())
    if (condition.list("dimensions").length > 0) throw unknownPrice(`criteria.allOf[${index}].dimensions`);
  const frequency = inputs.text("evaluationFrequency");
  const id = frequencies[frequency];
  if (id === undefined) throw noPrice("evaluationFrequency", frequency);
  return id;
}

export const logAlert: MeteredType = {
  type: "azure-native:monitor:ScheduledQueryRule",
  source,
  meters: [{ price: logAlertPrice, quantity: () => 1 }],
};

/** Ways to notify that have prices of their own, which the book does not know. */
const otherReceivers = [
  "smsReceivers",
  "voiceReceivers",
  "webhookReceivers",
  "itsmReceivers",
  "azureAppPushReceivers",
] as const;

export const actionGroup: MeteredType = {
  type: "azure-native:monitor:ActionGroup",
  source,
  meters: [
    {
      price: "azure.monitor.emails",
      quantity: ({ inputs, use }) => {
        const emails = inputs.list("emailReceivers").length;
        return emails === 0 ? 0 : emails * use("alerts");
      },
    },
    ...otherReceivers.map((property) => ({
      price({ inputs }: Reading) {
        if (inputs.list(property).length > 0) throw unknownPrice(property);
        return undefined;
      },
      quantity: () => 0,
    })),
  ],
};

import type { Inputs } from "../../../resources/inputs.ts";
import type { Guard, MeteredType, Reading } from "../../contract.ts";
import { empty, notWhere, oneOf, only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { gigabytes } from "../units.ts";

const source = "https://azure.microsoft.com/pricing/details/monitor/";

const workspaceType = "azure-native:operationalinsights:Workspace";

/** The part of what is kept that is older than what is kept for free. */
const paidPart = (days: number, free: number): number => Math.max(0, days - free) / Math.max(1, days);

/** What is taken in is counted where it is from: at apps and diagnostic settings. */
export const workspace: MeteredType = {
  type: workspaceType,
  source,
  guards: { "sku.name": only("PerGB2018") },
  meters: [
    {
      price: "azure.loganalytics.retention",
      // "At no charge" for 31 days: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#log-data-retention
      quantity: ({ inputs, use }) => use("storage") * paidPart(inputs.number("retentionInDays", 30), 31),
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
    onlyWhere(({ inputs, from }) => from("workspaceId", workspaceType) !== undefined || inputs.has("workspaceId"), {
      price: "azure.loganalytics.ingestion",
      quantity: ({ use }) => gigabytes(use("requests") * use("logSize")),
    }),
  ],
};

const conditionsOf = ({ inputs }: Reading): readonly Inputs[] => inputs.list("criteria.allOf");

const isOn = ({ inputs }: Reading): boolean => inputs.flag("enabled", true);

/** Refuses conditions that nobody can count the costs of. */
const withoutConditions = (isSo: (condition: Inputs) => boolean, why: string): Guard =>
  notWhere((reading) => conditionsOf(reading).some(isSo), why);

const hasAnyValue = (condition: Inputs): boolean =>
  condition.list("dimensions").some((dimension) => dimension.texts("values").includes("*"));

/** The time series that a condition watches: one for each combination of the values of its dimensions. */
const seriesOf = (condition: Inputs): number =>
  condition.list("dimensions").reduce((series, dimension) => series * Math.max(1, dimension.texts("values").length), 1);

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview#pricing */
export const metricAlert: MeteredType = {
  type: "azure-native:monitor:MetricAlert",
  source,
  guards: {
    "criteria.allOf[].criterionType": withoutConditions(
      (each) => each.text("criterionType", "StaticThresholdCriterion") !== "StaticThresholdCriterion",
      "is not a static threshold, and others have no price in the book",
    ),
    "criteria.allOf[].dimensions": withoutConditions(hasAnyValue, "has a dimension with any number of values"),
  },
  meters: [
    onlyWhere(isOn, {
      price: "azure.monitor.metric-alerts",
      quantity: (reading) =>
        conditionsOf(reading).reduce((series, each) => series + seriesOf(each), 0) *
        reading.inputs.texts("scopes").length,
    }),
  ],
};

/** By how often it looks. What is rarer than every 15 minutes costs as much as that. */
const rarer = ["PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D"];

export const logAlert: MeteredType = {
  type: "azure-native:monitor:ScheduledQueryRule",
  source,
  guards: {
    kind: only("LogAlert"),
    evaluationFrequency: oneOf("PT5M", ...rarer),
    "criteria.allOf[].dimensions": withoutConditions(
      (each) => each.list("dimensions").length > 0,
      "has a price that the book does not have",
    ),
  },
  meters: [
    onlyWhere(isOn, {
      price: ({ inputs }) =>
        inputs.text("evaluationFrequency") === "PT5M" ? "azure.monitor.log-alerts-5m" : "azure.monitor.log-alerts-15m",
      quantity: () => 1,
    }),
  ],
};

export const actionGroup: MeteredType = {
  type: "azure-native:monitor:ActionGroup",
  source,
  // Other ways to notify.
  gaps: {
    ...{ smsReceivers: empty, voiceReceivers: empty, webhookReceivers: empty },
    ...{ itsmReceivers: empty, azureAppPushReceivers: empty },
  },
  meters: [
    onlyWhere(({ inputs }) => inputs.list("emailReceivers").length > 0, {
      price: "azure.monitor.emails",
      quantity: ({ inputs, use }) => inputs.list("emailReceivers").length * use("alerts"),
    }),
  ],
};

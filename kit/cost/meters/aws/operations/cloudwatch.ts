import type { MeteredType, Reading } from "../../contract.ts";
import { notWhere, only, unsaid } from "../../guards.ts";
import { gigabytes } from "../units.ts";

const source = "https://aws.amazon.com/cloudwatch/pricing/";

/** GB of logs that come in during a month. */
const ingested = ({ use }: Reading): number => gigabytes(use("requests") * use("logSize"));

/** What is left of logs when they are compressed, as the AWS Pricing Calculator takes it: https://calculator.aws/#/createCalculator/CloudWatch */
const compression = 0.15;

/** What is kept as long as the group says. Without a limit it grows for ever, and is what somebody has said is kept. */
function kept(reading: Reading): number {
  const days = reading.inputs.number("retentionInDays", 0);
  return days === 0 ? reading.use("storage") : ingested(reading) * compression * (days / 30);
}

export const logGroup: MeteredType = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  source,
  guards: { logGroupClass: only("STANDARD") },
  meters: [
    { price: "aws.logs.ingestion", quantity: ingested },
    { price: "aws.logs.storage", quantity: kept },
  ],
};

const queriesOf = ({ inputs }: Reading) => inputs.list("metricQueries");

/** The metrics that an alarm watches, of which one with a band has three: https://aws.amazon.com/cloudwatch/pricing/ */
function watched(reading: Reading): number {
  const metrics = Math.max(1, queriesOf(reading).filter((query) => query.has("metric")).length);
  return reading.inputs.has("thresholdMetricId") ? metrics * 3 : metrics;
}

/** Alarms that look more often than once a minute, or at all metrics that a query finds, cost more. */
const isFrequent = (reading: Reading): boolean =>
  [
    reading.inputs.number("period", 60),
    ...queriesOf(reading).map((query) => query.number("metric.period", query.number("period", 60))),
  ].some((period) => period < 60);
const isByQuery = (reading: Reading): boolean =>
  queriesOf(reading).some((query) => /\bSELECT\b/i.test(query.text("expression")));

export const alarm: MeteredType = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  source,
  guards: { period: notWhere(isFrequent), metricQueries: notWhere(isByQuery) },
  meters: [{ price: "aws.cloudwatch.alarms", quantity: watched }],
};

/** A filter of logs makes a metric, and with dimensions one of each of their values. */
export const metricFilter: MeteredType = {
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  source,
  guards: { "metricTransformation.dimensions": unsaid },
  meters: [{ price: "aws.cloudwatch.metrics", quantity: () => 1 }],
};

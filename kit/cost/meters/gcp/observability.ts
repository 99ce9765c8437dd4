import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType } from "../contract.ts";

const source = "https://cloud.google.com/stackdriver/pricing";

/** Logs are kept for 30 days without more; what writes them pays for them. */
const freeDays = 30;

export const logBucket: MeteredType = {
  type: "gcp:logging/projectBucketConfig:ProjectBucketConfig",
  source,
  meters: [
    {
      price: ({ inputs }) =>
        inputs.number("retentionDays", freeDays) > freeDays ? "gcp.logging.retention" : undefined,
      quantity: ({ inputs, use }) => {
        const days = inputs.number("retentionDays", freeDays);
        return (use("storage") * (days - freeDays)) / days;
      },
    },
  ],
};

export const alertPolicy: MeteredType = {
  type: "gcp:monitoring/alertPolicy:AlertPolicy",
  source,
  meters: [{ price: "gcp.monitoring.alerts", quantity: ({ inputs }) => inputs.list("conditions").length }],
};

/** What a minute's value of a metric takes up in MiB: https://cloud.google.com/stackdriver/pricing#metrics-chargeable */
const mebibytes = (valueType: string): number => (valueType === "DISTRIBUTION" ? 80 : 8) / 1_024 ** 2;

/** A metric of one's own with a value a minute. @throws UnreadableInput when labels split it into nobody knows how many */
function valuesOf(inputs: Inputs, at: string): number {
  if (inputs.list(`${at}labels`).length > 0) {
    throw new UnreadableInput(`${at}labels`, "split it into a number of time series that is not known");
  }
  return hoursPerMonth * 60 * mebibytes(inputs.text(`${at}valueType`));
}

export const customMetric: MeteredType = {
  type: "gcp:monitoring/metricDescriptor:MetricDescriptor",
  source,
  meters: [{ price: "gcp.monitoring.metrics", quantity: ({ inputs }) => valuesOf(inputs, "") }],
};

export const logMetric: MeteredType = {
  type: "gcp:logging/metric:Metric",
  source,
  meters: [
    {
      price: ({ inputs }) => (inputs.flag("disabled") ? undefined : "gcp.monitoring.metrics"),
      quantity: ({ inputs }) => valuesOf(inputs, "metricDescriptor."),
    },
  ],
};

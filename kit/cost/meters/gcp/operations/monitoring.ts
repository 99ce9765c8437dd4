import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { Guard, MeteredType } from "../../contract.ts";
import { notWhere } from "../../guards.ts";

const source = "https://cloud.google.com/stackdriver/pricing";

export const alertPolicy: MeteredType = {
  type: "gcp:monitoring/alertPolicy:AlertPolicy",
  source,
  meters: [{ price: "gcp.monitoring.alerts", quantity: ({ inputs }) => inputs.list("conditions").length }],
};

/** What a minute's value of a metric takes up in MiB: https://cloud.google.com/stackdriver/pricing#metrics-chargeable */
const mebibytes = (valueType: string): number => (valueType === "DISTRIBUTION" ? 80 : 8) / 1_024 ** 2;

/** A metric of one's own with a value a minute. */
const valuesOf = (inputs: Inputs, at: string): number => hoursPerMonth * 60 * mebibytes(inputs.text(`${at}valueType`));

const withoutLabels: Guard = notWhere(
  ({ inputs }, property) => inputs.list(property).length > 0,
  "split it into a number of time series that is not known",
);

export const customMetric: MeteredType = {
  type: "gcp:monitoring/metricDescriptor:MetricDescriptor",
  source,
  guards: { labels: withoutLabels },
  meters: [{ price: "gcp.monitoring.metrics", quantity: ({ inputs }) => valuesOf(inputs, "") }],
};

export const logMetric: MeteredType = {
  type: "gcp:logging/metric:Metric",
  source,
  guards: { "metricDescriptor.labels": withoutLabels },
  meters: [
    {
      price: ({ inputs }) => (inputs.flag("disabled") ? undefined : "gcp.monitoring.metrics"),
      quantity: ({ inputs }) => valuesOf(inputs, "metricDescriptor."),
    },
  ],
};

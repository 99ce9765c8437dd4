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

import type { MeteredType } from "../../contract.ts";

/** Logs are kept for 30 days without more; what writes them pays for them. */
const freeDays = 30;

export const logBucket: MeteredType = {
  type: "gcp:logging/projectBucketConfig:ProjectBucketConfig",
  source: "https://cloud.google.com/stackdriver/pricing",
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

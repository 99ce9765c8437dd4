/** What is the same on every cloud, because the smallest of them decides. */
export const secretLimits = {
  /** Bytes of a value, in UTF-8: "Environment variable size 5 KB" (https://developers.cloudflare.com/workers/platform/limits/#environment-variables) */
  value: { min: 1, max: 5_000 },
  /** Random bytes of a generated value; in Base64 it is a third longer. */
  generated: { min: 16, max: 1_024 },
} as const;

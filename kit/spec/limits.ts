import type { PerCloud } from "./clouds.ts";

/** A fact about a cloud, with the vendor's page that says so. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

/** A cloud's limits for one function. `false`: the cloud has no such setting, or no such limit. */
export interface FunctionLimits {
  /** Memory in MB: a range, or the exact sizes there are. `false`: fixed by the cloud. */
  readonly memory: Sourced<{ readonly min: number; readonly max: number } | readonly number[] | false>;
  /** Longest time in seconds that a function may run, whatever triggers it. `false`: not limited by the cloud. */
  readonly timeout: Sourced<number | false>;
  /** Largest artifact in bytes, compressed, as it is uploaded. */
  readonly bundle: Sourced<number | false>;
  /** Largest artifact in bytes, not compressed. */
  readonly unpackedBundle: Sourced<number | false>;
  /** Largest total size in bytes of all environment variables, names and values. */
  readonly environment: Sourced<number | false>;
  /** Largest size in bytes of one environment variable's value. */
  readonly variable: Sourced<number | false>;
}

const KB = 1_024;
const MB = 1_024 * KB;

const lambda = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const cloudFunctions = "https://cloud.google.com/functions/quotas";
const flex = "https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits";
const workers = "https://developers.cloudflare.com/workers/platform/limits/";

/** What each cloud's functions are limited to. Checked at preview; the support table is generated from it. */
export const functionLimits: PerCloud<FunctionLimits> = {
  aws: {
    memory: { value: { min: 128, max: 10_240 }, source: lambda },
    timeout: { value: 900, source: lambda },
    bundle: { value: 50 * MB, source: lambda },
    unpackedBundle: { value: 250 * MB, source: lambda },
    environment: { value: 4 * KB, source: lambda },
    variable: { value: false, source: lambda },
  },
  gcp: {
    memory: { value: { min: 128, max: 32_768 }, source: cloudFunctions },
    timeout: { value: 3_600, source: cloudFunctions },
    bundle: { value: false, source: cloudFunctions },
    unpackedBundle: { value: false, source: cloudFunctions },
    environment: { value: false, source: "https://cloud.google.com/run/quotas" },
    variable: { value: 32 * KB, source: "https://cloud.google.com/run/quotas" },
  },
  azure: {
    memory: {
      value: [512, 2_048, 4_096],
      source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes",
    },
    timeout: { value: false, source: flex },
    bundle: { value: false, source: flex },
    unpackedBundle: { value: false, source: flex },
    environment: { value: false, source: flex },
    variable: { value: false, source: flex },
  },
  cloudflare: {
    memory: { value: false, source: workers },
    timeout: { value: false, source: workers },
    // Since 2026: before, 10 MB compressed. https://github.com/cloudflare/cloudflare-docs/pull/31002
    bundle: { value: false, source: workers },
    unpackedBundle: { value: 64 * MB, source: workers },
    environment: { value: false, source: workers },
    variable: { value: 5 * KB, source: workers },
  },
};

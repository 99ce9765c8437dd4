import type { PerCloud } from "../../clouds.ts";
import type { Sourced } from "../../limits.ts";

/** A cloud's limits for HTTP requests. `false`: no limit but the function's own. */
export interface HttpLimits {
  /** Longest time in seconds that a buffered response may take. */
  readonly timeout: Sourced<number | false>;
  /** Longest time in seconds that a streamed response may take. */
  readonly streamingTimeout: Sourced<number | false>;
  /** Largest request body in bytes that reaches a function. */
  readonly requestBody: Sourced<number>;
}

const MB = 1_024 * 1_024;

const lambda = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const cloudFunctions = "https://cloud.google.com/functions/quotas";
const flex = "https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits";
const workers = "https://developers.cloudflare.com/workers/platform/limits/";

/** What each cloud's HTTP requests are limited to. Checked at preview; the limits table is generated from it. */
export const httpLimits: PerCloud<HttpLimits> = {
  aws: {
    timeout: {
      value: 30,
      source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
    },
    streamingTimeout: { value: false, source: lambda },
    // 6 MB in the event, where a binary body takes four characters for three bytes.
    requestBody: { value: 4.5 * MB, source: lambda },
  },
  gcp: {
    timeout: { value: false, source: cloudFunctions },
    streamingTimeout: { value: false, source: cloudFunctions },
    requestBody: { value: 32 * MB, source: cloudFunctions },
  },
  azure: {
    // The load balancer in front ends a request that is silent for longer.
    timeout: { value: 230, source: flex },
    streamingTimeout: { value: 230, source: flex },
    requestBody: { value: 210 * MB, source: flex },
  },
  cloudflare: {
    timeout: { value: false, source: workers },
    streamingTimeout: { value: false, source: workers },
    requestBody: { value: 100 * MB, source: workers },
  },
};

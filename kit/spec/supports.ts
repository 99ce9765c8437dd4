import type { Cloud } from "./clouds.ts";
import { resourceSupports } from "./resources/index.ts";
import { adapted, type Feature, native, noteOnFeature, refused, requireFeature } from "./support.ts";
import { triggerSupports } from "./triggers/index.ts";

const aws = { lambda: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html" };
const gcp = { quotas: "https://cloud.google.com/functions/quotas" };
const azure = {
  node: "https://learn.microsoft.com/azure/azure-functions/functions-reference-node",
  flex: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan",
};
const cloudflare = { limits: "https://developers.cloudflare.com/workers/platform/limits/" };

/** What a function set can ask for, and what each cloud makes of it. Previews, tests and the support table read this. */
export const supports = {
  ...triggerSupports,
  ...resourceSupports,
  memory: {
    title: "Memory",
    clouds: {
      aws: native(aws.lambda),
      gcp: native(gcp.quotas),
      azure: adapted("rounded up to 512 MB, 2 GB or 4 GB", azure.flex),
      cloudflare: adapted("always 128 MB, whatever is asked for", cloudflare.limits),
    },
  },
  tags: {
    title: "Tags",
    clouds: {
      aws: native("https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html"),
      gcp: adapted(
        "as labels: in lower case, with - for what a label may not have",
        "https://cloud.google.com/resource-manager/docs/labels-overview",
      ),
      azure: native("https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources"),
      cloudflare: adapted("Workers keep none", "https://developers.cloudflare.com/workers/"),
    },
  },
  logRetention: {
    title: "Log retention",
    clouds: {
      aws: native("https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"),
      gcp: adapted(
        "30 days, or what the project's _Default log bucket says",
        "https://cloud.google.com/logging/docs/buckets#custom-retention",
      ),
      azure: adapted(
        "at least 30 days",
        "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
      ),
      cloudflare: adapted(
        "7 days, or 3 on the free plan",
        "https://developers.cloudflare.com/workers/observability/logs/workers-logs/#limits",
      ),
    },
  },
  budget: {
    title: "A budget of the cloud's own (`budget`)",
    clouds: {
      aws: native("https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html"),
      gcp: native("https://cloud.google.com/billing/docs/how-to/budgets"),
      azure: adapted(
        "in the currency that the subscription is billed in",
        "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
      ),
      cloudflare: adapted(
        "counts requests of Workers in the account, as many as the amount pays for, and forecasts nothing",
        "https://developers.cloudflare.com/billing/manage/budget-alerts/",
      ),
    },
  },
  assets: {
    title: "Files beside the code (`assets`)",
    clouds: {
      aws: native("https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html"),
      gcp: native("https://cloud.google.com/functions/docs/writing#directory-structure-nodejs"),
      azure: native(azure.node),
      cloudflare: refused(
        "a Worker is a module and has no files",
        'Import each file `with { type: "text" }` or `{ type: "bytes" }`.',
        "https://developers.cloudflare.com/workers/runtime-apis/nodejs/fs/",
      ),
    },
  },
  timeout: {
    title: "Timeout",
    clouds: {
      aws: native(aws.lambda),
      gcp: native(gcp.quotas),
      azure: native(azure.flex),
      cloudflare: adapted("kept by the run time: the platform limits processor time only", cloudflare.limits),
    },
  },
} as const satisfies Readonly<Record<string, Feature>>;

/** The name of a feature in {@link supports}. */
export type FeatureName = keyof typeof supports;

/**
 * Refuses a feature that a cloud does not have.
 * @throws FourfoldError `ERR_UNSUPPORTED` with the reason and the way out.
 */
export function requireSupport(feature: FeatureName, cloud: Cloud, where: string): void {
  requireFeature(supports[feature], cloud, where);
}

/** What a cloud does differently where a feature is asked for: sentences to be printed at preview. */
export function noteOn(feature: FeatureName, cloud: Cloud, where: string): readonly string[] {
  return noteOnFeature(supports[feature], cloud, where);
}

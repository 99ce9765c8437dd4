import type { PerCloud } from "./clouds.ts";

/** How a cloud does something: by itself, with a difference that is stated, or not at all. */
export type Support =
  | { readonly state: "native"; readonly source: string }
  | { readonly state: "adapted"; readonly difference: string; readonly source: string }
  | { readonly state: "refused"; readonly reason: string; readonly instead: string; readonly source: string };

/** One thing that a function set can ask for. */
export interface Feature {
  /** What it is, as the support table says it. */
  readonly title: string;
  readonly clouds: PerCloud<Support>;
}

const native = (source: string): Support => ({ state: "native", source });
const adapted = (difference: string, source: string): Support => ({ state: "adapted", difference, source });
const refused = (reason: string, instead: string, source: string): Support => ({
  state: "refused",
  reason,
  instead,
  source,
});

const aws = {
  http: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html",
  routes: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  streaming: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html",
  event: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
  lambda: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
};
const gcp = {
  http: "https://cloud.google.com/functions/docs/writing/write-http-functions",
  quotas: "https://cloud.google.com/functions/quotas",
};
const azure = {
  http: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger",
  node: "https://learn.microsoft.com/azure/azure-functions/functions-reference-node",
  flex: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan",
};
const cloudflare = {
  routes: "https://developers.cloudflare.com/workers/configuration/routing/routes/",
  services: "https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/",
  limits: "https://developers.cloudflare.com/workers/platform/limits/",
  response: "https://developers.cloudflare.com/workers/runtime-apis/streams/",
};

/** What a function set can ask for, and what each cloud makes of it. Previews, tests and the support table read this. */
export const supports = {
  http: {
    title: "HTTP function",
    clouds: {
      aws: native(aws.http),
      gcp: native(gcp.http),
      azure: native(azure.http),
      cloudflare: native(cloudflare.routes),
    },
  },
  streaming: {
    title: "Streamed responses and server-sent events",
    clouds: {
      aws: adapted("a Function URL stands in for the HTTP API, which holds responses back", aws.streaming),
      gcp: native(gcp.http),
      azure: native(azure.node),
      cloudflare: native(cloudflare.response),
    },
  },
  functions: {
    title: "Several HTTP functions in a set",
    clouds: {
      aws: native(aws.routes),
      gcp: adapted("each has an address of its own", gcp.http),
      azure: adapted("each has an address of its own", azure.http),
      cloudflare: native(cloudflare.services),
    },
  },
  routes: {
    title: "Several functions behind one address",
    clouds: {
      aws: native(aws.routes),
      gcp: refused(
        "every function has an address of its own",
        "Leave out `routes`, or pass `gcp: { ownAddresses: true }` for a set that has them for other clouds.",
        gcp.http,
      ),
      azure: refused(
        "every function app has an address of its own",
        "Leave out `routes`, or pass `azure: { ownAddresses: true }` for a set that has them for other clouds.",
        azure.http,
      ),
      cloudflare: adapted("a Worker of the set's own stands before them, and calls them", cloudflare.services),
    },
  },
  encodedPath: {
    title: "Percent-encoding in the path reaches the function",
    clouds: {
      aws: adapted("an HTTP API hands over the path decoded; a Function URL as it was sent", aws.event),
      gcp: native(gcp.http),
      azure: native(azure.http),
      cloudflare: native(cloudflare.routes),
    },
  },
  cookies: {
    title: "Several cookies in one response",
    clouds: {
      aws: native(aws.event),
      gcp: native(gcp.http),
      azure: adapted("attributes that the platform does not know are lost: Partitioned, Priority", azure.node),
      cloudflare: native(cloudflare.routes),
    },
  },
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

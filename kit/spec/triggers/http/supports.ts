import { adapted, type Feature, native, refused } from "../../support.ts";

const aws = {
  http: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html",
  routes: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  streaming: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html",
  event: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html",
};
const gcp = { http: "https://cloud.google.com/functions/docs/writing/write-http-functions" };
const azure = {
  http: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger",
  node: "https://learn.microsoft.com/azure/azure-functions/functions-reference-node",
};
const cloudflare = {
  routes: "https://developers.cloudflare.com/workers/configuration/routing/routes/",
  services: "https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/",
  response: "https://developers.cloudflare.com/workers/runtime-apis/streams/",
};

/** What an HTTP function can ask for, and what each cloud makes of it. */
export const httpSupports = {
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
} as const satisfies Readonly<Record<string, Feature>>;

import type { Subject } from "../../subject/subject.ts";
import type { Pair } from "../pairs.ts";

const handler = (name: string) => new URL(`handlers/${name}.ts`, import.meta.url);

const onAws: Subject = {
  label: "SQS: Fourfold",
  handler: handler("send"),
  platform: "lambda",
  bundler: "fourfold",
  links: { orders: { kind: "queue", verbs: ["send"] } },
};

const zodOnAws: Subject = {
  label: 'SQS: hono/aws-lambda, `import * as z from "zod"`, @aws-sdk/client-sqs',
  handler: handler("hono-zod-sqs"),
  platform: "lambda",
  bundler: "mjs",
};

/** With our validation library, to tell what of the difference is the library's. */
const valibotOnAws: Subject = {
  label: "SQS: hono/aws-lambda, valibot, @aws-sdk/client-sqs",
  handler: handler("hono-valibot-sqs"),
  platform: "lambda",
  bundler: "mjs",
};

const onGoogle: Subject = { ...onAws, label: "Pub/Sub: Fourfold", platform: "node" };

/** CommonJS, since Google's library requires files of Node.js by that name. */
const zodOnGoogle: Subject = {
  label: 'Pub/Sub: @hono/node-server, `import * as z from "zod"`, @google-cloud/pubsub',
  handler: handler("hono-zod-pubsub"),
  platform: "node",
  bundler: "cjs",
};

const onAzure: Subject = { ...onAws, label: "Service Bus: Fourfold", platform: "azure" };

/** CommonJS, since what speaks AMQP for Azure's library requires files of Node.js by that name. */
const zodOnAzure: Subject = {
  label: 'Service Bus: hono, `import * as z from "zod"`, @azure/service-bus with a connection string',
  handler: handler("hono-zod-service-bus"),
  platform: "azure",
  bundler: "cjs",
};

/** With an identity, as ours, and as Azure advises. */
const zodOnAzureByIdentity: Subject = {
  ...zodOnAzure,
  label: 'Service Bus: hono, `import * as z from "zod"`, @azure/service-bus with @azure/identity',
  handler: handler("hono-zod-service-bus-identity"),
};

/** What all of them have in common, to tell what of the difference it leaves. */
export const azureAlone: Subject = {
  ...zodOnAzure,
  label: "Service Bus: Azure's programming model alone, which sends nothing",
  handler: handler("azure-alone"),
};

/** Those that send to simulated clouds. */
export const sending: readonly Pair[] = [
  [onAws, zodOnAws],
  [onAws, valibotOnAws],
  [onGoogle, zodOnGoogle],
];

/** Those that are loaded and not asked: Azure's library speaks AMQP alone, which the simulator does not. */
export const loaded: readonly Pair[] = [
  [onAzure, zodOnAzure],
  [onAzure, zodOnAzureByIdentity],
];

/** What of others' is in the bundles of both, besides what every report names. */
export const packagesOf = {
  sending: ["@aws-sdk/client-sqs", "@google-cloud/pubsub"],
  loaded: ["@azure/service-bus", "@azure/identity", "@marplex/hono-azurefunc-adapter"],
} as const;

import type { Subject } from "../../subject/subject.ts";
import type { Pair } from "../pairs.ts";

const handler = (name: string) => new URL(`handlers/${name}.ts`, import.meta.url);

const onAws: Subject = {
  label: "DynamoDB and SQS: Fourfold",
  handler: handler("send"),
  platform: "lambda",
  bundler: "fourfold",
  links: { kept: { kind: "table", verbs: ["write"] }, orders: { kind: "queue", verbs: ["send"] } },
};

const zodOnAws: Subject = {
  label: 'DynamoDB and SQS: hono/aws-lambda, `import * as z from "zod"`, @aws-sdk/client-dynamodb, @aws-sdk/client-sqs',
  handler: handler("hono-zod-aws"),
  platform: "lambda",
  bundler: "mjs",
};

const onGoogle: Subject = { ...onAws, label: "Firestore and Pub/Sub: Fourfold", platform: "node" };

/**
 * CommonJS, since Google's libraries require files of Node.js by that name. With the names of classes, by one of which numbers are told:
 * https://github.com/googleapis/proto3-json-serializer-nodejs
 */
const zodOnGoogle: Subject = {
  label:
    'Firestore and Pub/Sub: @hono/node-server, `import * as z from "zod"`, @google-cloud/firestore, @google-cloud/pubsub',
  handler: handler("hono-zod-google"),
  platform: "node",
  bundler: "cjs",
  keepNames: true,
};

const onAzure: Subject = { ...onAws, label: "Cosmos DB and Service Bus: Fourfold", platform: "azure" };

/** CommonJS, since what speaks AMQP for Azure's library requires files of Node.js by that name. */
const zodOnAzure: Subject = {
  label:
    'Cosmos DB and Service Bus: hono, `import * as z from "zod"`, @azure/cosmos, @azure/service-bus, @azure/identity',
  handler: handler("hono-zod-azure"),
  platform: "azure",
  bundler: "cjs",
};

/** Those that call simulated clouds. */
export const asked: readonly Pair[] = [
  [onAws, zodOnAws],
  [onGoogle, zodOnGoogle],
];

/** Those that are loaded and not asked: Azure's library for messages speaks AMQP alone, which the simulator does not. */
export const loaded: readonly Pair[] = [[onAzure, zodOnAzure]];

/** What of others' is in the bundles of both, besides what every report names. */
export const packagesOf = {
  asked: ["@aws-sdk/client-dynamodb", "@aws-sdk/client-sqs", "@google-cloud/firestore", "@google-cloud/pubsub"],
  loaded: ["@azure/cosmos", "@azure/service-bus", "@azure/identity", "@marplex/hono-azurefunc-adapter"],
} as const;

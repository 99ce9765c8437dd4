import type { Subject } from "../../subject/subject.ts";

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

/** Which is compared with which. */
export const pairs: readonly (readonly [ours: Subject, theirs: Subject])[] = [
  [onAws, zodOnAws],
  [onAws, valibotOnAws],
  [onGoogle, zodOnGoogle],
];

export const subjects: readonly Subject[] = [...new Set(pairs.flat())];

import type { Comparison } from "../drivers/contract.ts";
import { type Row, toComparison } from "../drivers/rows.ts";

const rival = (name: string) => new URL(`rivals/${name}.ts`, import.meta.url);
const googleSdk = { client: "@google-cloud/pubsub over REST", rival: rival("pubsub") };
const byHand = { client: "`fetch` by hand", rival: rival("service-bus") };

const nodeRows: readonly Row[] = [
  { cloud: "aws", kind: "queue", service: "SQS", client: "@aws-sdk/client-sqs", rival: rival("sqs") },
  { cloud: "aws", kind: "topic", service: "SNS", client: "@aws-sdk/client-sns", rival: rival("sns") },
  { cloud: "gcp", kind: "queue", service: "Pub/Sub queue", ...googleSdk },
  { cloud: "gcp", kind: "topic", service: "Pub/Sub topic", ...googleSdk },
  { cloud: "azure", kind: "queue", service: "Service Bus queue", ...byHand },
  { cloud: "azure", kind: "topic", service: "Service Bus topic", ...byHand },
];

const binding = { cloud: "cloudflare", rival: rival("cloudflare") } as const;
const workerRows: readonly Row[] = [
  { ...binding, kind: "queue", service: "Cloudflare queue", client: "`env.QUEUE` alone" },
  { ...binding, kind: "topic", service: "Cloudflare topic", client: "`env.QUEUE` of each queue" },
];

/** Those where a process of their own sends: its processor time is known, and its clock counts less than milliseconds. */
export const onNode: readonly Comparison[] = nodeRows.map(toComparison);

export const comparisons: readonly Comparison[] = [...onNode, ...workerRows.map(toComparison)];

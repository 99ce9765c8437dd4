import type { Place } from "./places/place.ts";
import type { Subject } from "./subject.ts";

/** Two that send to the same place. */
export interface Comparison {
  readonly ours: Subject;
  readonly theirs: Subject;
  open(): Promise<Place>;
}

const driver = (path: string) => new URL(`../../kit/runtime/drivers/${path}.ts`, import.meta.url);
const rival = (name: string) => new URL(`rivals/${name}.ts`, import.meta.url);

const sqs: Comparison = {
  ours: { label: "SQS: Fourfold", driver: driver("queue/aws"), kind: "queue" },
  theirs: { label: "SQS: @aws-sdk/client-sqs", driver: rival("sqs"), kind: "queue" },
  open: async () => (await import("./places/aws.ts")).openAwsPlace(),
};

const sns: Comparison = {
  ours: { label: "SNS: Fourfold", driver: driver("topic/aws"), kind: "topic" },
  theirs: { label: "SNS: @aws-sdk/client-sns", driver: rival("sns"), kind: "topic" },
  open: sqs.open,
};

const pubsub: Comparison = {
  ours: { label: "Pub/Sub: Fourfold", driver: driver("queue/gcp"), kind: "queue" },
  theirs: { label: "Pub/Sub: @google-cloud/pubsub over REST", driver: rival("pubsub"), kind: "queue" },
  open: async () => (await import("./places/gcp.ts")).openGooglePlace(),
};

const serviceBus: Comparison = {
  ours: { label: "Service Bus: Fourfold", driver: driver("queue/azure"), kind: "queue" },
  theirs: { label: "Service Bus: `fetch` by hand", driver: rival("service-bus"), kind: "queue" },
  open: async () => (await import("./places/azure.ts")).openAzurePlace(),
};

const workers: Comparison = {
  ours: { label: "Cloudflare Queues: Fourfold", driver: driver("queue/cloudflare"), kind: "queue" },
  theirs: { label: "Cloudflare Queues: `env.QUEUE` alone", driver: rival("cloudflare"), kind: "queue" },
  open: async () => (await import("./places/cloudflare.ts")).openCloudflarePlace(),
};

/** Those where a process of their own sends: its processor time is known, and its clock counts less than milliseconds. */
export const onNode: readonly Comparison[] = [sqs, sns, pubsub, serviceBus];

export const comparisons: readonly Comparison[] = [...onNode, workers];

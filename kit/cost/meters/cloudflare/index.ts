import type { MeteredType } from "../contract.ts";
import { d1Database, kvNamespace } from "./data.ts";
import { queue } from "./queues.ts";
import { r2Bucket, r2BucketLifecycle } from "./r2.ts";
import { worker, workersScript, workerVersion } from "./workers.ts";
import { workflow } from "./workflows.ts";
import { zoneCacheReserve, zoneSubscription } from "./zones.ts";

/** What is paid for on Cloudflare. */
export const cloudflare: readonly MeteredType[] = [
  ...[workersScript, worker, workerVersion, workflow],
  ...[queue, d1Database, kvNamespace, r2Bucket, r2BucketLifecycle],
  ...[zoneSubscription, zoneCacheReserve],
];

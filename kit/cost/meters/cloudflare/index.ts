import type { MeteredType } from "../contract.ts";
import { worker, workersScript, workerVersion } from "./compute/workers.ts";
import { workflow } from "./compute/workflows.ts";
import { d1Database } from "./data/d1.ts";
import { kvNamespace } from "./data/kv.ts";
import { r2Bucket, r2BucketLifecycle } from "./data/r2.ts";
import { queue } from "./messages/queues.ts";
import { zoneCacheReserve, zoneSubscription } from "./network/zones.ts";

/** What is paid for on Cloudflare. The logs of Workers are paid for by these. */
export const cloudflare: readonly MeteredType[] = [
  ...[workersScript, worker, workerVersion, workflow],
  ...[queue],
  ...[d1Database, kvNamespace, r2Bucket, r2BucketLifecycle],
  ...[zoneSubscription, zoneCacheReserve],
];

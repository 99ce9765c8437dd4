import type { MeteredType } from "../contract.ts";
import { cloudFunction, runService } from "./compute/run.ts";
import { workflow } from "./compute/workflows.ts";
import { repository } from "./data/artifact-registry.ts";
import { bucket } from "./data/cloud-storage.ts";
import { database } from "./data/firestore.ts";
import { redisInstance } from "./data/memorystore.ts";
import { subscription, topic } from "./messages/pubsub.ts";
import { job } from "./messages/scheduler.ts";
import { queue } from "./messages/tasks.ts";
import { addresses } from "./network/addresses.ts";
import { backends } from "./network/cdn.ts";
import { forwardingRules } from "./network/load-balancing.ts";
import { routerNat } from "./network/nat.ts";
import { cryptoKey } from "./operations/kms.ts";
import { logBucket } from "./operations/logging.ts";
import { alertPolicy, customMetric, logMetric } from "./operations/monitoring.ts";
import { secrets } from "./operations/secret-manager.ts";

/** What is paid for on Google Cloud. */
export const gcp: readonly MeteredType[] = [
  ...[cloudFunction, runService, workflow],
  ...[topic, subscription, queue, job],
  ...[database, bucket, repository, redisInstance],
  ...[...backends, routerNat, ...addresses, ...forwardingRules],
  ...[logBucket, alertPolicy, logMetric, customMetric, ...secrets, cryptoKey],
];

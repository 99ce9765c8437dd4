import type { MeteredType } from "../contract.ts";
import { firestoreDatabase } from "./firestore.ts";
import { redisInstance } from "./memorystore.ts";
import { network } from "./network.ts";
import { alertPolicy, customMetric, logBucket, logMetric } from "./observability.ts";
import { schedulerJob, tasksQueue, workflow } from "./orchestration.ts";
import { subscription, topic } from "./pubsub.ts";
import { cloudFunction, runService } from "./run.ts";
import { cryptoKey, secrets } from "./security.ts";
import { artifactRepository, bucket } from "./storage.ts";

/** What is paid for on Google Cloud. */
export const gcp: readonly MeteredType[] = [
  ...[cloudFunction, runService],
  ...[topic, subscription, tasksQueue, schedulerJob, workflow],
  ...[firestoreDatabase, redisInstance, bucket, artifactRepository],
  ...[...secrets, cryptoKey],
  ...[logBucket, logMetric, customMetric, alertPolicy],
  ...network,
];

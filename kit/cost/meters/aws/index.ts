import type { MeteredType } from "../contract.ts";
import { httpOrWebSocketApi, restApi, restStage } from "./compute/api-gateway.ts";
import { eventSourceMapping, functionUrl, lambdaFunction, provisionedConcurrency } from "./compute/lambda.ts";
import { stateMachine } from "./compute/step-functions.ts";
import { table } from "./data/dynamodb.ts";
import { repository } from "./data/ecr.ts";
import { cluster, replicationGroup } from "./data/elasticache.ts";
import { bucketLifecycle, buckets } from "./data/s3.ts";
import { eventBus } from "./messages/eventbridge.ts";
import { schedule } from "./messages/scheduler.ts";
import { subscription, topic } from "./messages/sns.ts";
import { queue } from "./messages/sqs.ts";
import { distribution } from "./network/cloudfront.ts";
import { loadBalancers } from "./network/load-balancing.ts";
import { zone } from "./network/route53.ts";
import { elasticIp, natGateway } from "./network/vpc.ts";
import { alarm, logGroup, metricFilter } from "./operations/cloudwatch.ts";
import { keys } from "./operations/kms.ts";
import { secret } from "./operations/secrets-manager.ts";
import { webAcl } from "./operations/waf.ts";

/** What is paid for on AWS. */
export const aws: readonly MeteredType[] = [
  ...[lambdaFunction, provisionedConcurrency, functionUrl, eventSourceMapping],
  ...[httpOrWebSocketApi, restApi, restStage, stateMachine],
  ...[queue, topic, subscription, eventBus, schedule],
  ...[table, ...buckets, bucketLifecycle, repository, cluster, replicationGroup],
  ...[distribution, zone, natGateway, elasticIp, ...loadBalancers],
  ...[logGroup, alarm, metricFilter, secret, ...keys, webAcl],
];

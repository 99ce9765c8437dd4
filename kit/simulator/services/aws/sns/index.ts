import type { World } from "../../../contract.ts";
import { type AwsService, queryApi } from "../api/index.ts";
import type { SqsService } from "../sqs/index.ts";
import { callers, operations } from "./operations.ts";
import { publishOperations } from "./publish.ts";
import { subscriptionType } from "./subscription.ts";
import { topicType } from "./topic.ts";

/** Topics, and their subscriptions. @param sqs - Receives the messages. */
export function snsService(world: World, sqs: SqsService): AwsService {
  return {
    name: "SNS",
    types: [topicType, subscriptionType],
    operations,
    callers,
    api: queryApi({
      ...{ service: "sns", title: "SNS", namespace: "http://sns.amazonaws.com/doc/2010-03-31/" },
      operations: publishOperations(world, sqs),
    }),
  };
}

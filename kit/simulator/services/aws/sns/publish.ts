import { randomUUID } from "node:crypto";
import { recordsAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import type { ApiCall } from "../api/index.ts";
import { accessDenied, mayAccess } from "../iam/index.ts";
import { requireBatch, runBatch, type SqsService, sizeOf } from "../sqs/index.ts";
import { deliver } from "./deliver.ts";
import { invalidParameter, largestMessage, readMessage } from "./message.ts";
import { noSuchTopic, policyOf, topicWithArn } from "./topics.ts";

const action = "SNS:Publish";

/** The topic that a request names, if its caller may publish there. @throws CloudError */
function requireTopic(world: World, input: Properties, { caller }: ApiCall): StoredResource {
  const arn = textAt(input, "TopicArn") ?? "";
  if (!/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/.test(arn)) throw invalidParameter("TopicArn");
  const topic = topicWithArn(world, arn);
  if (topic === undefined) throw noSuchTopic();
  const { principal, context, identity } = caller;
  const request = { principal, action, resource: arn, context };
  if (mayAccess(world, request, { policy: policyOf(topic), owner: topic.scope.account })) return topic;
  throw new CloudError("AuthorizationError", accessDenied(identity, action, arn).message, 403);
}

type Operation = (input: Properties, call: ApiCall) => Properties | Promise<Properties>;

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export function publishOperations(world: World, sqs: SqsService): Readonly<Record<string, Operation>> {
  const publish = (topic: StoredResource, input: Properties): string => {
    const message = readMessage(input, randomUUID());
    deliver(world, sqs, topic, message);
    return message.id;
  };
  return {
    Publish: (input, call) => ({ MessageId: publish(requireTopic(world, input, call), input) }),
    async PublishBatch(input, call) {
      const topic = requireTopic(world, input, call);
      const entries = recordsAt(input, "PublishBatchRequestEntries");
      requireBatch(entries, { sizeOf: sizeOfEntry, most: largestMessage });
      return runBatch(entries, (entry) => ({ MessageId: publish(topic, entry) }));
    },
  };
}

function sizeOfEntry(entry: Properties): number {
  return sizeOf(textAt(entry, "Message") ?? "", {});
}

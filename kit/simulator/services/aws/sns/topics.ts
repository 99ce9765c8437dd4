import { textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import { parsePolicy, type Statement } from "../../../iam/aws/index.ts";

export const types = {
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
} as const;

export function topicWithArn(world: World, arn: string): StoredResource | undefined {
  return world.store.find(types.topic, ({ id }) => id === arn)[0];
}

export function noSuchTopic(): CloudError {
  return new CloudError("NotFound", "Topic does not exist", 404);
}

/** In order of creation. */
export function subscriptionsOf(world: World, topic: string): readonly StoredResource[] {
  return world.store.find(types.subscription, ({ inputs }) => inputs.topic === topic);
}

export function policyOf({ inputs }: StoredResource): readonly Statement[] {
  return inputs.policy === undefined ? [] : parsePolicy(inputs.policy);
}

/** The dead-letter queue in a subscription's redrive policy. */
export function deadLettersOf({ inputs }: StoredResource): string | undefined {
  const text = textAt(inputs, "redrivePolicy");
  return text === undefined ? undefined : textAt(JSON.parse(text), "deadLetterTargetArn");
}

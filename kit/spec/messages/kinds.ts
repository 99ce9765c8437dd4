import type { ResourceKind } from "../resources/kind.ts";
import type { QueueResource } from "../resources/queue.ts";
import type { TopicResource } from "../resources/topic.ts";
import { checkQueue, checkTopic } from "./check.ts";

export const queueKind: ResourceKind<Pick<QueueResource<unknown>, "options">> = {
  title: "Queue",
  options: "QueueOptions",
  check: checkQueue,
};

export const topicKind: ResourceKind<Pick<TopicResource<unknown>, "options">> = {
  title: "Topic",
  options: "TopicOptions",
  check: (topic, _set, where) => checkTopic(topic, where),
};

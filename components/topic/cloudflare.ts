import { all } from "@pulumi/pulumi";
import type { TopicBuilder } from "./plan.ts";

/**
 * A topic is nothing but the queues that it feeds: publishers send to each that wants the message.
 * https://developers.cloudflare.com/queues/
 */
export const build: TopicBuilder<object, object> = (_self, { name, set, feeds }) => {
  const fed = all(feeds.map(({ queue, where }) => queue("name").apply((queueName) => ({ queue: queueName, where }))));
  return { id: `${set}/${name}`, attributes: { feeds: fed.apply((list) => JSON.stringify(list)) }, nodes: {} };
};

import type { Conditions } from "../../../spec/index.ts";
import type { Driver } from "../../links.ts";
import { publishesTo } from "../../messages/faces.ts";
import { feedSender, isBinding, queueSender } from "../../messages/senders/cloudflare.ts";
import { followRuns } from "../../platform/follow-runs.ts";
import { type TopicAddress, topicAddressOf } from "./address.ts";

/** Where a topic's messages go. */
interface Feeds extends TopicAddress {
  readonly feeds: readonly { readonly binding: string; readonly where: Conditions }[];
}

/** A topic that the function may publish to: the queues that it feeds. */
export const open: Driver = (link, bindings) => {
  const { feeds, attributes } = topicAddressOf<Feeds>(link, bindings);
  const opened = feeds.map(({ binding: name, where }) => {
    const binding = bindings[name];
    if (!isBinding(binding))
      throw link.fail(`${name} is not a binding to a queue that the topic "${link.name}" feeds.`);
    return { sender: queueSender(binding), where };
  });
  return publishesTo(feedSender(opened), attributes, followRuns(link));
};

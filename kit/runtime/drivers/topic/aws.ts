import type { Driver } from "../../links.ts";
import { publishesTo } from "../../messages/faces.ts";
import { snsSender } from "../../messages/senders/sns.ts";
import { followRuns } from "../../platform/follow-runs.ts";
import { topicAddressOf } from "./address.ts";

/** A topic that the function may publish to. */
export const open: Driver = (link, environment) => {
  const { address = "", attributes } = topicAddressOf(link, environment);
  return publishesTo(snsSender(address), attributes, followRuns(link));
};

import type { Driver } from "../../links.ts";
import { publishesTo } from "../../messages/faces.ts";
import { serviceBusSender } from "../../messages/senders/service-bus.ts";
import { followRuns } from "../../platform/follow-runs.ts";
import { topicAddressOf } from "./address.ts";

/** A topic that the function may publish to. */
export const open: Driver = (link, environment) => {
  const { address = "", attributes } = topicAddressOf(link, environment);
  return publishesTo(serviceBusSender(address), attributes, followRuns(link));
};

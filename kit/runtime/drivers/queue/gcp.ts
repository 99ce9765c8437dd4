import type { Driver } from "../../links.ts";
import { sendsTo } from "../../messages/faces.ts";
import { pubsubSender } from "../../messages/senders/pubsub.ts";
import { followRuns } from "../../platform/follow-runs.ts";
import { addressOf } from "../address.ts";

/** A queue that the function may send to. */
export const open: Driver = (link, environment) =>
  sendsTo(pubsubSender(addressOf(link, environment)), followRuns(link));

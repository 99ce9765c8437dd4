import type { Driver } from "../../links.ts";
import { sendsTo } from "../../messages/faces.ts";
import { sqsSender } from "../../messages/senders/sqs.ts";
import { followRuns } from "../../platform/follow-runs.ts";
import { addressOf } from "../address.ts";

/** A queue that the function may send to. */
export const open: Driver = (link, environment) => sendsTo(sqsSender(addressOf(link, environment)), followRuns(link));

import { linkVariable } from "../../../spec/environment/link-variable.ts";
import type { Driver } from "../../links.ts";
import { sendsTo } from "../../messages/faces.ts";
import { isBinding, queueSender } from "../../messages/senders/cloudflare.ts";
import { followRuns } from "../../platform/follow-runs.ts";

/** A queue that the function may send to. */
export const open: Driver = (link, bindings) => {
  const { name, fail } = link;
  const binding = bindings[linkVariable(name)];
  if (!isBinding(binding)) throw fail(`${linkVariable(name)} is not a binding to the queue "${name}".`);
  return sendsTo(queueSender(binding), followRuns(link));
};

import { linkVariable } from "../../../spec/environment/link-variable.ts";
import type { Driver } from "../../links.ts";
import { sendsTo } from "../../messages/faces.ts";
import { isBinding, queueSender } from "../../messages/senders/cloudflare.ts";

/** A queue that the function may send to. */
export const open: Driver = ({ name, fail }, bindings) => {
  const binding = bindings[linkVariable(name)];
  if (!isBinding(binding)) throw fail(`${linkVariable(name)} is not a binding to the queue "${name}".`);
  return sendsTo(queueSender(binding));
};

import * as v from "valibot";
import { componentsIn, Handle, type KnownResource } from "./component-outputs.ts";
import type { Deployed } from "./deployed.ts";

/** The registered outputs of `Queue`. */
const QueueOutputs = v.object({ set: v.string(), queue: v.string(), handle: Handle });

/** The queues among the resources of a stack. The queue of a subscriber is `notifyQueue` for the function `notify`. */
export function queuesIn(resources: readonly KnownResource[]): readonly Deployed[] {
  return componentsIn(resources, "Queue", QueueOutputs).map(({ says: { set, queue: name, handle } }) => {
    const { cloud, attributes } = handle;
    return { cloud, set, name, attributes };
  });
}

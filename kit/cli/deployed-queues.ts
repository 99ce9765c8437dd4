import { componentsIn, type KnownResource, QueueOutputs } from "./component-outputs.ts";
import type { Deployed } from "./deployed.ts";

/** The queues among the resources of a stack. The queue of a subscriber is `notifyQueue` for the function `notify`. */
export function queuesIn(resources: readonly KnownResource[]): readonly Deployed[] {
  return componentsIn(resources, "Queue", QueueOutputs).map(({ says: { set, queue: name, handle } }) => {
    const { cloud, attributes } = handle;
    return { cloud, set, name, attributes };
  });
}

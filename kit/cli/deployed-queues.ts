import type { Cloud } from "../spec/index.ts";
import { componentsIn, type KnownResource, QueueOutputs } from "./component-outputs.ts";

/** A queue that is deployed to one cloud. */
export interface DeployedQueue {
  readonly cloud: Cloud;
  readonly set: string;
  /** In the set; that of a subscriber is `notifyQueue` for the function `notify`. */
  readonly name: string;
  /** Where it is, and where its dead letters are, as its cloud calls them. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The queues among the resources of a stack. */
export function queuesIn(resources: readonly KnownResource[]): readonly DeployedQueue[] {
  return componentsIn(resources, "Queue", QueueOutputs).map(({ says: { set, queue: name, handle } }) => {
    const { cloud, attributes } = handle;
    return { cloud, set, name, attributes };
  });
}

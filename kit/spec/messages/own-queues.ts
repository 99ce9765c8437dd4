import { FourfoldError } from "../errors.ts";
import type { AnySet, FunctionSpec, SetSpec } from "../function-set.ts";
import type { Resource } from "../resources/index.ts";
import { subscribesOf } from "../triggers/consumes/forms.ts";

/** The name of a subscriber's own queue: `notifyQueue` of the function `notify`. */
export const ownQueueName = (name: string): string => `${name}Queue`;

interface Lowered {
  readonly spec: FunctionSpec;
  readonly queues: Readonly<Record<string, Resource>>;
}

/** Rewrites a subscriber as the consumer of a queue of its own, which the topic feeds. */
function lower(name: string, { subscribes, ...others }: FunctionSpec, set: AnySet): Lowered {
  if (subscribes === undefined) return { spec: others, queues: {} };
  const { topic, where, batch, within, parallel, ...delivery } = subscribesOf(subscribes);
  const queue = ownQueueName(name);
  if (Object.hasOwn(set.resources, queue)) {
    throw new FourfoldError("ERR_SPEC", {
      where: `Set "${set.name}"`,
      what: `"${queue}" is a resource of the set, and the name of the queue that the subscriber "${name}" has for itself.`,
      fix: "Give the resource another name.",
    });
  }
  const consumes = {
    queue,
    ...(batch === undefined ? {} : { batch }),
    ...(within === undefined ? {} : { within }),
    ...(parallel === undefined ? {} : { parallel }),
  };
  const was = (others.was ?? []).map(ownQueueName);
  const from = { topic, ...(where === undefined ? {} : { where }) };
  const { schema } = set.resources[topic];
  return {
    spec: { ...others, consumes },
    queues: { [queue]: { kind: "queue", owned: true, schema, options: { ...delivery, from, was } } },
  };
}

/**
 * A set in which every subscriber consumes a queue of its own: what is deployed.
 * @param set - A set that has been checked.
 * @throws FourfoldError `ERR_SPEC` for a resource that has the name of such a queue.
 */
export function withOwnQueues(set: AnySet): SetSpec {
  const lowered = Object.entries<FunctionSpec>(set.functions).map(([name, spec]) => {
    return [name, lower(name, spec, set)] as const;
  });
  return {
    ...set,
    functions: Object.fromEntries(lowered.map(([name, { spec }]) => [name, spec])),
    resources: Object.assign({}, set.resources, ...lowered.map(([, { queues }]) => queues)),
  };
}

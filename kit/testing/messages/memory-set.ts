import {
  type AnySchema,
  type MessageAttributes,
  matches,
  type QueueFeed,
  type QueueOptions,
  type Resource,
  type SetSpec,
  type StandardSchema,
  toConditions,
} from "../../spec/index.ts";

/** A queue as its set defines it. */
export interface QueueDefinition {
  /** How it delivers its messages. */
  readonly options: Omit<QueueOptions, "from" | "was">;
  /** The topic that feeds it. @default none: only what is sent to it */
  readonly from?: QueueFeed;
  /** What checks its items. @default items are not checked */
  readonly schema?: StandardSchema<unknown>;
}

/** A queue that a topic feeds. */
export interface Feed<Queue> {
  readonly queue: Queue;
  wants(attributes: MessageAttributes): boolean;
}

const isChecked = (schema: AnySchema): schema is StandardSchema<unknown> => "~standard" in schema;

/** The queues of a set, by name. */
export function queuesOf({ resources }: SetSpec): ReadonlyMap<string, QueueDefinition> {
  const queues = Object.entries<Resource>(resources).flatMap(([name, resource]) => {
    if (resource.kind !== "queue") return [];
    const { schema, options } = resource;
    const { from, was: _, ...own }: QueueOptions = options;
    const checked = isChecked(schema) ? { schema } : {};
    return [[name, { options: own, ...checked, ...(from === undefined ? {} : { from }) }] as const];
  });
  return new Map(queues);
}

/** The queues that a topic feeds. */
export function feedsOf<Queue extends { readonly definition: QueueDefinition }>(
  topic: string,
  queues: Iterable<Queue>,
): readonly Feed<Queue>[] {
  return [...queues].flatMap((queue) => {
    const { from } = queue.definition;
    if (from?.topic !== topic) return [];
    const conditions = toConditions(from.where ?? {});
    return [{ queue, wants: (attributes) => matches(conditions, attributes) }];
  });
}

/** The properties of an item that travel beside it. */
export function attributesOf(topic: string, { resources }: SetSpec): readonly string[] {
  const resource = resources[topic];
  return resource?.kind === "topic" ? (resource.options.attributes ?? []) : [];
}

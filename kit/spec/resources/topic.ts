import type { Publishes } from "../messages/send.ts";
import type { AnySchema, ItemOf, ItemSchema, KeysOf, Of, OutputOf } from "./item.ts";

export interface TopicOptions<A extends string = string> {
  /**
   * The properties of an item that subscribers filter by: at most 8, of the type string. Their values travel beside the item, and must
   * have 1 to 1,024 bytes. @default []
   */
  readonly attributes?: readonly A[];
  /** The names it had before, so that what was deployed under them stays, with its subscribers: `["changes"]`. @default [] */
  readonly was?: readonly string[];
}

/** Messages that go to everybody who has subscribed. */
export interface TopicResource<T, A extends string = string> extends Of<T> {
  readonly kind: "topic";
  /** Whether it belongs to the set itself, and not to the one that it is taken from. */
  readonly owned: boolean;
  /** What checks items at run time, if anything does. */
  readonly schema: AnySchema;
  readonly options: TopicOptions<A>;
}

/**
 * A topic: what is published to it goes to every function that subscribes to it and to every queue that it feeds, as far as their
 * filters want it. Each keeps what it has not processed yet, with its own attempts and dead letters: docs/topics.md.
 *
 * @param schema - What its items are: any [Standard Schema](https://standardschema.dev) whose input is its output, or `type<T>()`.
 *
 * @example
 * resources: { events: topic(Event, { attributes: ["kind", "region"] }) }
 */
export function topic<S extends AnySchema, const A extends KeysOf<OutputOf<S>, string> = never>(
  schema: S & ItemSchema<S>,
  options: TopicOptions<A> = {},
): TopicResource<OutputOf<S>, A> {
  return { kind: "topic", owned: true, schema, options };
}

/** For each verb of a topic, what a handler is handed. */
export interface TopicFaces<R> {
  readonly publish: Publishes<ItemOf<R>>;
}

import type { AnySet, FunctionsWith, ItemOf, Links, SetSpec } from "../../../spec/index.ts";
import type { Definition } from "../../invocation.ts";
import type { DelayedMessageContext, MessageContext, MessageHandler } from "./context.ts";

/** What the file of a consumer's handler exports. The bundler checks that it is the function that the set names. */
export interface ConsumerDefinition extends Definition {
  readonly trigger: "consumes";
  make(links: object): MessageHandler<unknown>;
}

/** The name of what a function's messages come from. */
type SourceOf<F> = F extends { readonly consumes: infer Q }
  ? Q extends { readonly queue: infer N }
    ? N
    : Q
  : F extends { readonly subscribes: infer T }
    ? T extends { readonly topic: infer N }
      ? N
      : T
    : never;

/** The queue or the topic that a function's messages come from. */
type Source<S, N> =
  S extends SetSpec<infer R, infer F, infer _E>
    ? N extends keyof F
      ? SourceOf<F[N]> extends infer Q extends keyof R
        ? R[Q]
        : never
      : never
    : never;

type ContextOf<R> = R extends { readonly kind: "queue"; readonly options: { readonly delays: true } }
  ? DelayedMessageContext
  : MessageContext;

/** What the messages of a function of a set carry. */
export type MessageOf<S, N> = ItemOf<Source<S, N>>;

/**
 * Makes the handler of a function that processes the messages of a queue or of a topic: one message at a time.
 *
 * A message comes at least once, so now and then twice: `message.id` tells. What does not fit the schema goes to the dead
 * letters, and no handler sees it: docs/queues.md.
 *
 * @param name - The function's name in the set.
 * @param make - Makes the handler. Called once, when the function starts, with what the function's links hand out.
 *
 * @example
 * export default consumer(shop, "fulfil", ({ events }) => async (order, { message, reject }) => {
 *   if (order.lines.length === 0) return reject("The order is empty.");
 *   await events.publish({ kind: "fulfilled", order: order.id });
 * });
 */
export function consumer<S extends AnySet, N extends FunctionsWith<S, "consumes" | "subscribes">>(
  set: S,
  name: N,
  make: (links: Links<S, N>) => MessageHandler<MessageOf<S, N>, ContextOf<Source<S, N>>>,
): ConsumerDefinition {
  return {
    fourfold: 1,
    trigger: "consumes",
    set,
    name,
    // The run time opens the links that the function was deployed with, and passes on items that its schema has accepted.
    make: (links) => make(links as Links<S, N>) as MessageHandler<unknown>,
  };
}

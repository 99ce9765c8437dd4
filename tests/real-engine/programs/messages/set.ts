import { functionSet, queue, topic, type } from "fourfold";

export interface Letter {
  readonly to: string;
}
export interface Event extends Letter {
  readonly kind: string;
}

/** A queue that is consumed, one that is not, one that a topic feeds, and a subscriber. */
export const mail = functionSet("mail", {
  root: import.meta.url,
  resources: {
    events: topic(type<Event>(), { attributes: ["kind"] }),
    letters: queue(type<Letter>()),
    waiting: queue(type<Letter>()),
    returned: queue(type<Event>(), { from: { topic: "events", where: { kind: "returned" } } }),
  },
  functions: {
    post: {
      handler: "./handlers/post.ts",
      http: true,
      links: { letters: ["send"], waiting: ["send"], events: ["publish"] },
    },
    carrier: { handler: "./handlers/carrier.ts", consumes: { queue: "letters", batch: 2 } },
    clerk: { handler: "./handlers/clerk.ts", subscribes: { topic: "events", where: { kind: "returned" } } },
  },
});

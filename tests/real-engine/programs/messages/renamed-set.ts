import { functionSet, queue, topic, type } from "fourfold";
import type { Event, Letter } from "./set.ts";

const from = { topic: "news", where: { kind: ["returned", "refused"] } } as const;

/** As `refiltered.ts`, with other names for all that has one, and consumers for the queues that had none. */
export const office = functionSet("office", {
  root: import.meta.url,
  resources: {
    news: topic(type<Event>(), { attributes: ["kind"], was: ["events"] }),
    mail: queue(type<Letter>(), { was: ["letters"] }),
    stored: queue(type<Letter>(), { was: ["waiting"] }),
    failed: queue(type<Event>(), { from, was: ["returned"] }),
  },
  functions: {
    counter: {
      handler: "./handlers/counter.ts",
      http: true,
      links: { mail: ["send"], stored: ["send"], news: ["publish"] },
      was: ["post"],
    },
    driver: { handler: "./handlers/driver.ts", consumes: { queue: "mail", batch: 2 }, was: ["carrier"] },
    manager: { handler: "./handlers/manager.ts", subscribes: from, was: ["clerk"] },
    keeper: { handler: "./handlers/keeper.ts", consumes: "stored" },
    finder: { handler: "./handlers/finder.ts", consumes: "failed" },
  },
});

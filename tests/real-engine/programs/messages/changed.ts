import { queue, type } from "fourfold";
import { deployMail } from "./deployed.ts";
import { type Event, type Letter, mail } from "./set.ts";

const settings = {
  attempts: 9,
  timeLimit: "1 minute",
  backoff: { from: "20 seconds", to: "2 minutes" },
  keepFor: "2 days",
} as const;
const from = { topic: "events", where: { kind: "returned" } } as const;
const { carrier, clerk } = mail.functions;

/** As `first.ts`, with every setting of delivery changed. Filters are not. */
export const urls = deployMail({
  ...mail,
  resources: {
    ...mail.resources,
    letters: queue(type<Letter>(), settings),
    waiting: queue(type<Letter>(), settings),
    returned: queue(type<Event>(), { ...settings, from }),
  },
  functions: {
    ...mail.functions,
    carrier: { ...carrier, consumes: { queue: "letters", batch: 5, within: "2 seconds", parallel: 3 } },
    clerk: { ...clerk, subscribes: { ...from, ...settings, batch: 5 } },
  },
});

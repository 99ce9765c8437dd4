import { queue, type } from "fourfold";
import { deployMail } from "./deployed.ts";
import { type Event, mail } from "./set.ts";

const from = { topic: "events", where: { kind: ["returned", "refused"] } } as const;

/** As `first.ts`, with other filters. */
export const urls = deployMail({
  ...mail,
  resources: { ...mail.resources, returned: queue(type<Event>(), { from }) },
  functions: { ...mail.functions, clerk: { ...mail.functions.clerk, subscribes: from } },
});

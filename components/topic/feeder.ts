import { FourfoldError, type PerCloud } from "fourfold";
import type { Cloud } from "../support/cloud.ts";

type Connector = "Delivery" | "Topic";

/**
 * The component that brings the messages of a topic to a queue. On Cloudflare it is the topic itself, since publishers send to each
 * queue: https://developers.cloudflare.com/queues/configuration/configure-queues/
 */
export const feeder: PerCloud<Connector> = { aws: "Delivery", gcp: "Delivery", azure: "Delivery", cloudflare: "Topic" };

const properties: Readonly<Record<Connector, string>> = {
  Delivery: "`from` of the queue's `Delivery`",
  Topic: "`feeds` of the `Topic`",
};

/**
 * Refuses to feed queues by a component that does nothing with it on its cloud: what is published would be lost.
 * @throws FourfoldError `ERR_UNSUPPORTED`
 */
export function requireFeeder(connector: Connector, cloud: Cloud, where: string): void {
  if (feeder[cloud] === connector) return;
  throw new FourfoldError("ERR_UNSUPPORTED", {
    where,
    what: `${properties[connector]} brings no messages to a queue on ${cloud}.`,
    fix: `Use ${properties[feeder[cloud]]} there.`,
  });
}

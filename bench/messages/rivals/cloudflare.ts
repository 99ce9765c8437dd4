import type { Driver } from "../../../kit/runtime/links.ts";
import { envelope } from "./envelope.ts";
import { producersOf } from "./producers.ts";

/** Sends to a queue, or to each queue of a topic. https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer */
export const open: Driver = (_link, environment) => {
  const producers = producersOf(environment);
  const toBody = (item: unknown) => ({ envelope: envelope(), item });
  return {
    send: (item: unknown) => {
      const body = toBody(item);
      return Promise.all(producers.map((producer) => producer.send(body)));
    },
    sendMany: (items: readonly unknown[]) => {
      const messages = items.map((item) => ({ body: toBody(item) }));
      return Promise.all(producers.map((producer) => producer.sendBatch(messages)));
    },
  };
};

import type { Driver } from "../../../kit/runtime/links.ts";
import { linkVariable } from "../../../kit/spec/index.ts";
import { envelope } from "./envelope.ts";

/** https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer */
export const open: Driver = (_link, environment) => {
  const binding = Object(environment[linkVariable("orders")]);
  return {
    send: (item: unknown) => binding.send({ envelope: envelope(), item }),
    sendMany: (items: readonly unknown[]) =>
      binding.sendBatch(items.map((item) => ({ body: { envelope: envelope(), item } }))),
  };
};

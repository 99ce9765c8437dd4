import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import { attribute, envelope } from "./envelope.ts";

/**
 * What one writes by hand: `@azure/service-bus` speaks AMQP alone, which the simulator does not.
 * https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
 */
export const open: Driver = (_link, environment) => {
  const url = `${addressOf(environment)}/messages`;
  const authorization = `Bearer ${environment.ACCESS_TOKEN}`;
  const post = async (headers: Readonly<Record<string, string>>, body: unknown) => {
    const init = { method: "POST", headers: { authorization, ...headers }, body: JSON.stringify(body) };
    const response = await fetch(url, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
  };
  return {
    send: (item: unknown) =>
      post({ "content-type": "application/json", [attribute]: JSON.stringify(envelope()) }, item),
    sendMany: (items: readonly unknown[]) =>
      post(
        { "content-type": "application/vnd.microsoft.servicebus.json" },
        items.map((item) => ({ Body: JSON.stringify(item), UserProperties: { [attribute]: envelope() } })),
      ),
  };
};

import { PubSub } from "@google-cloud/pubsub";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import { manyAtOnce } from "../../drivers/operations/messages.ts";
import { attribute, envelope } from "./envelope.ts";

/**
 * Over REST, as https://github.com/googleapis/gax-nodejs/blob/main/client-libraries.md says. Batches are sent at once:
 * by itself it waits 10 ms for more, https://cloud.google.com/pubsub/docs/batch-messaging.
 */
export const open: Driver = (_link, environment) => {
  const name = addressOf(environment);
  const [, projectId = ""] = name.split("/");
  const options = { fallback: true, protocol: "http", projectId, emulatorMode: false };
  const pubsub = new PubSub(options);
  const topic = (maxMessages: number) => pubsub.topic(name, { batching: { maxMessages } });
  const [one, many] = [topic(1), topic(manyAtOnce)];
  const toMessage = (item: unknown) => ({
    data: Buffer.from(JSON.stringify(item)),
    attributes: { [attribute]: envelope() },
  });
  return {
    send: (item: unknown) => one.publishMessage(toMessage(item)),
    sendMany: (items: readonly unknown[]) => Promise.all(items.map((item) => many.publishMessage(toMessage(item)))),
  };
};

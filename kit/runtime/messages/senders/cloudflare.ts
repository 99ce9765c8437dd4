import type { Conditions } from "../../../spec/index.ts";
import { matches } from "../../../spec/messages/where.ts";
import type { Outgoing } from "../envelope.ts";
import { MessageError, type MessageErrorCode } from "../errors.ts";
import { type Sender, sendOnce } from "../sender.ts";

/** A binding to a queue: https://developers.cloudflare.com/queues/configuration/javascript-apis/#queue */
export interface QueueBinding {
  sendBatch(
    messages: readonly { readonly body: string; readonly contentType: "text"; readonly delaySeconds?: number }[],
  ): Promise<unknown>;
}

export function isBinding(value: unknown): value is QueueBinding {
  return typeof value === "object" && value !== null && "sendBatch" in value;
}

/** The number at the end of an error's text: https://developers.cloudflare.com/queues/reference/error-codes/ */
const codes: ReadonlyMap<string, MessageErrorCode> = new Map([
  ["10104", "NotFound"],
  ["10202", "Invalid"],
  ["10204", "TooLarge"],
  ["10205", "Invalid"],
  ["10206", "TooLarge"],
  ["10208", "Invalid"],
  ["10250", "Throttled"],
  ["10251", "Unavailable"],
  ["10252", "Denied"],
  ["10253", "Denied"],
]);

function errorOf(cause: unknown): MessageError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [number = ""] = /\d{5}(?=\)?$)/.exec(text) ?? [];
  return new MessageError(codes.get(number) ?? "Unavailable", text, { cause });
}

/** The whole message as one string, since these queues have no attributes. The item is embedded as JSON, so that people can read it. */
export function toText({ envelope, attributes, body, isRaw }: Outgoing): string {
  const content = isRaw ? `"text":${JSON.stringify(body)}` : `"item":${body}`;
  return `{"fourfold":${JSON.stringify(envelope)},"attributes":${JSON.stringify(attributes)},${content}}`;
}

/** The limits of a batch: https://developers.cloudflare.com/queues/platform/limits/ */
const most = { most: 100, bytes: 256_000 };

/** Sends to a queue, which accepts all of a batch or nothing. */
export function queueSender(binding: QueueBinding): Sender {
  return {
    ...most,
    async send(messages) {
      const batch = messages.map((message) => {
        const later = message.delay === undefined ? {} : { delaySeconds: message.delay };
        return { body: toText(message), contentType: "text", ...later } as const;
      });
      try {
        await binding.sendBatch(batch);
      } catch (cause) {
        throw errorOf(cause);
      }
      return messages.map(() => undefined);
    },
  };
}

/** A queue that a topic feeds. */
export interface Feed {
  readonly sender: Sender;
  readonly where: Conditions;
}

/** Publishes a message to every queue that wants it. When one queue refuses it, the others do not get it again. */
export function feedSender(feeds: readonly Feed[]): Sender {
  const taken = new WeakMap<Outgoing, Set<Feed>>();
  const isTaken = (message: Outgoing, feed: Feed) => taken.get(message)?.has(feed) === true;
  const take = (message: Outgoing, feed: Feed) => {
    taken.set(message, (taken.get(message) ?? new Set()).add(feed));
  };
  const feedOne = async (feed: Feed, messages: readonly Outgoing[]) => {
    const wanted = messages.filter((each) => matches(feed.where, each.attributes) && !isTaken(each, feed));
    const errors = wanted.length === 0 ? [] : await sendOnce(feed.sender, wanted);
    const found = new Map(wanted.map((message, index) => [message, errors[index]] as const));
    for (const [message, error] of found) if (error === undefined) take(message, feed);
    return found;
  };
  return {
    ...most,
    async send(messages) {
      const results = await Promise.all(feeds.map((feed) => feedOne(feed, messages)));
      return messages.map((message) => results.map((found) => found.get(message)).find((error) => error !== undefined));
    },
  };
}

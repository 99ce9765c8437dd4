import { linkVariable } from "../../../kit/spec/index.ts";

/** What the variable of the link to `orders` says: as ours is told, so that both start from the same. */
const given = (environment: Readonly<Record<string, unknown>>): unknown => environment[linkVariable("orders")];

/** Where the queue is, or the topic, whose address stands in JSON. */
export function addressOf(environment: Readonly<Record<string, unknown>>): string {
  const text = String(given(environment));
  return text.startsWith("{") ? JSON.parse(text).address : text;
}

/** A producer binding: https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer */
export interface Producer {
  send(body: unknown): Promise<unknown>;
  sendBatch(messages: readonly { readonly body: unknown }[]): Promise<unknown>;
}

/** The binding to the queue, or those to the queues that the topic feeds. */
export function producersOf(environment: Readonly<Record<string, unknown>>): readonly Producer[] {
  const value = given(environment);
  if (typeof value !== "string") return [Object(value)];
  const { feeds }: { readonly feeds: readonly { readonly binding: string }[] } = JSON.parse(value);
  return feeds.map(({ binding }) => Object(environment[binding]));
}

import type { Environment } from "../../../kit/runtime/links.ts";
import { given } from "../../drivers/address.ts";

/** A producer binding: https://developers.cloudflare.com/queues/configuration/javascript-apis/#producer */
export interface Producer {
  send(body: unknown): Promise<unknown>;
  sendBatch(messages: readonly { readonly body: unknown }[]): Promise<unknown>;
}

/** The binding to the queue, or those to the queues that the topic feeds. */
export function producersOf(environment: Environment): readonly Producer[] {
  const value = given(environment);
  if (typeof value !== "string") return [Object(value)];
  const { feeds }: { readonly feeds: readonly { readonly binding: string }[] } = JSON.parse(value);
  return feeds.map(({ binding }) => Object(environment[binding]));
}

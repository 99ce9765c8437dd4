import type { Environment } from "../../kit/runtime/links.ts";
import { linkVariable } from "../../kit/spec/index.ts";

/** What the variable of the link to `orders` says: as ours is told, so that both start from the same. */
export const given = (environment: Environment): unknown => environment[linkVariable("orders")];

/** Where the queue is, or the topic or the table, whose address stands in JSON. */
export function addressOf(environment: Environment): string {
  const text = String(given(environment));
  return text.startsWith("{") ? JSON.parse(text).address : text;
}

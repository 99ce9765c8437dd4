import { createHash } from "node:crypto";
import type { MessageContext } from "fourfold/runtime";
import type { Event } from "../set.ts";

/**
 * How long a line may be: Workers keep 256 KB of logs of one call.
 * https://developers.cloudflare.com/workers/observability/logs/workers-logs/#limits
 */
const longest = 4_000;

/** An item, or the digest of one that is too long for a log. */
function shown(item: Pick<Event, "key">): object {
  const text = JSON.stringify(item);
  if (text.length <= longest) return { item };
  return { key: item.key, digest: digestOf(item) };
}

/** A digest of an item. */
export function digestOf(item: object): string {
  return createHash("sha256").update(JSON.stringify(item)).digest("hex");
}

type Told = Pick<MessageContext, "log" | "message">;

/** Logs what has arrived, and what is known of it. */
export function tell(item: Pick<Event, "key">, { log, message: { enqueuedAt, ...message } }: Told): void {
  log.info("got", { ...shown(item), ...message, enqueuedAt: enqueuedAt.toJSON() });
}

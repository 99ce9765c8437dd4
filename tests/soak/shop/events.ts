import type { Deployed } from "../../../kit/cli/deployed.ts";
import { createSimulator } from "../../../kit/simulator/index.ts";

/** An order's event, as text within JSON. */
const event = /"kind\\*":\\*"(fulfilled|refused)\\*",\\*"order\\*":\\*"([0-9A-Z]{26})\\*"/g;

/** In which forms an event may be stored: as it is, as text within JSON, or in Base64. */
function formsOf(text: string): readonly string[] {
  const { body } = JSON.parse(text);
  return [text, Buffer.from(String(body), "base64").toString()];
}

/**
 * What the shops have published of each order: what a simulator that has ended has stored in their queues `ledger`, which nobody has read.
 * It names them by their names, on Cloudflare by their ids.
 */
export async function eventsIn(
  data: string,
  ledgers: readonly Deployed[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const simulator = await createSimulator({ data, live: false });
  const names = ["-ledger-", ...ledgers.flatMap(({ attributes: { id } }) => id ?? [])];
  const kept = [...simulator.world.store.values("messages/")];
  const stored = kept.filter(([key]) => names.some((name) => key.includes(name)));
  await simulator.stop();
  const events = new Map<string, Set<string>>();
  const texts = stored.flatMap(([, text]) => formsOf(text));
  for (const [, kind = "", order = ""] of texts.flatMap((text) => [...text.matchAll(event)])) {
    events.set(order, (events.get(order) ?? new Set()).add(kind));
  }
  return events;
}

import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import * as v from "valibot";
import type { Chance } from "./chance.ts";
import type { Place } from "./deploy.ts";
import type { Fate, Work } from "./fixtures/set.ts";
import { Account } from "./ledger.ts";

/** What the function that sends answers. */
const Answer = v.object({ sent: v.array(v.object({ id: v.string() })), code: v.optional(v.string()) });

/** How often a message is to have which fate. */
const fates: readonly Fate[] = [
  ...Array<Fate>(16).fill("processed"),
  ...(["fails once", "fails once", "fails", "rejected"] as const),
];

/** Codes that say that a message will never be accepted. */
const final: readonly string[] = ["Invalid", "TooLarge", "Denied", "NotFound"];

interface Sending {
  readonly place: Place;
  readonly account: Account;
  /** The address of the ledger. */
  readonly ledger: string;
  readonly chance: Chance;
}

function createItems(count: number, { ledger, chance }: Sending): readonly Work[] {
  return Array.from({ length: count }, () => {
    return { key: randomUUID(), fate: chance.of(fates), ledger, takes: chance.below(40) };
  });
}

const isUnheard = (error: unknown): boolean =>
  error instanceof TypeError &&
  error.cause instanceof Error &&
  "code" in error.cause &&
  error.cause.code === "ECONNREFUSED";

/** Asks the function on one cloud to send, and writes down what it answers. */
async function ask(
  path: string,
  items: readonly Work[],
  attributes: object,
  { place, account }: Pick<Sending, "place" | "account">,
) {
  try {
    const response = await fetch(place.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ items, attributes }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw new Error(`The function answers ${response.status}.`);
    const { sent, code } = v.parse(Answer, await response.json());
    for (const { id } of sent) account.accepted.add(id);
    if (sent.length > 0 || code === undefined || !final.includes(code)) account.unknown += items.length - sent.length;
    else for (const { key } of items) account.refused.set(key, code);
  } catch (error) {
    // The function was killed, or the simulator: nobody knows what has become of these, unless nobody listened.
    if (!isUnheard(error)) account.unknown += items.length;
    await setTimeout(250);
  }
}

/**
 * Sends a message to the queue and one to the topic that are processed, and that nobody counts: Pub/Sub pushes more slowly after each
 * failure in a row, down to one message a minute, which would go on for long where only messages are left that fail.
 * https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
 */
export async function sendOrdinary({ place, ledger }: Pick<Sending, "place" | "ledger">): Promise<void> {
  const item = { key: randomUUID(), fate: "processed", ledger, takes: 0 } as const;
  const uncounted = { place, account: new Account() };
  await Promise.all([ask("/one", [item], {}, uncounted), ask("/events", [item], {}, uncounted)]);
}

/** Sends something: one message or several, to the queue or the topic, and now and then what nobody may accept. */
export async function sendSome(sending: Sending): Promise<void> {
  const { chance } = sending;
  const what = chance.share();
  if (what < 0.5) return ask("/one", createItems(1, sending), {}, sending);
  if (what < 0.7) return ask("/many", createItems(2 + chance.below(9), sending), {}, sending);
  if (what < 0.92) return ask("/events", createItems(1 + chance.below(5), sending), {}, sending);
  return ask("/many", createItems(2, sending), { "not a name": "x" }, sending);
}

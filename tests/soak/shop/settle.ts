import { setTimeout } from "node:timers/promises";
import * as v from "valibot";
import { simulatedDoors } from "../../../kit/cli/credentials/simulated.ts";
import { simulatedCallers } from "../../../kit/cli/invoke/timers/simulated.ts";
import { letterClouds } from "../../../kit/cli/messages/index.ts";
import { moveAll } from "../../../kit/cli/messages/move.ts";
import type { SimulatorClient } from "../../../kit/simulator/client.ts";
import type { Chance } from "../chance.ts";
import { ask, type Visit } from "./ask.ts";
import type { Customer } from "./books.ts";
import { createCustomers } from "./customers.ts";

/** How long orders may take that are still under way when nothing fails any more, in milliseconds. */
const patience = 180_000;

const Order = v.object({
  id: v.string(),
  state: v.picklist(["placed", "fulfilled", "refused"]),
  items: v.array(v.object({ product: v.string(), quantity: v.number() })),
});
export type Order = v.InferOutput<typeof Order>;
const Page = v.object({ items: v.array(Order), next: v.optional(v.string()) });
const User = v.object({ id: v.string(), email: v.string() });
const Users = v.object({ items: v.array(User), next: v.optional(v.string()) });

/** All pages of a list. */
async function listAll<T>(
  path: string,
  token: string,
  visit: Visit,
  read: (body: unknown) => { readonly items: readonly T[]; readonly next?: string | undefined },
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let cursor = ""; ; ) {
    const { items, next } = read((await ask({ path: `${path}?limit=100${cursor}`, token }, visit)).body);
    found.push(...items);
    if (next === undefined) return found;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

/** The orders that the shop has of a customer. */
export const ordersOf = ({ token }: Customer, visit: Visit): Promise<readonly Order[]> =>
  listAll("/orders", token, visit, (body) => v.parse(Page, body));

/** All users, for the staff. */
export const usersOf = (visit: Visit, staff: string) => listAll("/users", staff, visit, (body) => v.parse(Users, body));

/** Sends the dead letters of orders again, as `fourfold redrive` does. @returns how many */
async function redrive(simulator: SimulatorClient, { shop: { cloud, placed } }: Visit): Promise<number> {
  const { access, open } = letterClouds[cloud];
  const { moved, failure } = await moveAll(
    open(placed, await access(placed, simulatedDoors(simulator))),
    () => undefined,
  );
  if (failure !== undefined) throw new Error(failure);
  return moved;
}

/**
 * Waits until all orders that were taken are decided, or for so long that nothing more will come. What is a dead letter is sent again,
 * as the staff does. Somebody goes on buying: Pub/Sub pushes more slowly after each failure in a row, down to one message a minute.
 * https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
 * @returns The orders that are not decided.
 */
export async function settle(visit: Visit, simulator: SimulatorClient, chance: Chance): Promise<readonly string[]> {
  const { books } = visit;
  const decided = new Set<string>();
  const goOn = createCustomers({ ...visit, chance }, Number.POSITIVE_INFINITY);
  for (const end = Date.now() + patience; ; await setTimeout(500)) {
    books.redriven += await redrive(simulator, visit);
    for (const { token, wishes } of books.customers) {
      for (const id of wishes.flatMap(({ ids }) => [...ids])) {
        if (decided.has(id)) continue;
        const { body } = await ask({ path: `/orders/${id}`, token }, visit);
        if (v.parse(Order, body).state !== "placed") decided.add(id);
      }
    }
    const waiting = books.orders.filter((id) => !decided.has(id));
    if (waiting.length === 0 || Date.now() > end) return waiting;
    await goOn();
  }
}

/** Asks for each order again, with its key. It is decided, so that nothing is sent again for it. */
export async function askAgain(visit: Visit): Promise<void> {
  for (const { token, wishes } of visit.books.customers) {
    for (const { key, checkout, ids } of wishes) {
      if (ids.size === 0) continue;
      const question = { method: "POST", path: "/orders", body: checkout, token, key } as const;
      const answer = await ask(question, visit);
      if (answer.status === 202) ids.add(v.parse(v.object({ id: v.string() }), answer.body).id);
      else visit.books.surprise(question, answer);
    }
  }
}

/**
 * Runs what tidies up at night, for two hours later, when what was left half-way counts as left.
 * @returns whether the cloud lets a run be for another time
 */
export async function tidyUp({ shop: { cloud, audit } }: Visit, simulator: SimulatorClient): Promise<boolean> {
  const caller = simulatedCallers(simulator, { api: false })[cloud];
  if (caller.at !== true) return false;
  const { run } = await caller.open(audit, {});
  const { ok, text } = await run({ at: new Date(Date.now() + 7_200_000) });
  if (!ok) throw new Error(`The audit on ${cloud} ${text}`);
  return true;
}

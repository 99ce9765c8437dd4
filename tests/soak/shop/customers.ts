import { randomUUID } from "node:crypto";
import * as v from "valibot";
import type { Chance } from "../chance.ts";
import { ask, codeOf, type Visit } from "./ask.ts";
import { type Checkout, type Customer, declined } from "./books.ts";
import { products } from "./stock.ts";

interface Shopping extends Visit {
  readonly chance: Chance;
}

const Session = v.object({ token: v.string() });
const Receipt = v.object({ id: v.string() });

/** Registers somebody, and lets them in. @returns nothing when somebody else has the address */
async function enter(email: string, visit: Visit, more: object = {}): Promise<Customer | undefined> {
  const { books } = visit;
  const password = randomUUID();
  const register = { method: "POST", path: "/users", body: { email, name: "Somebody", password, ...more } } as const;
  const registered = await ask(register, visit);
  // Who was not answered at first is told that somebody has the address: perhaps themselves.
  if (registered.status !== 201 && codeOf(registered) !== "email_taken") books.surprise(register, registered);
  const login = { method: "POST", path: "/sessions", body: { email, password } } as const;
  const session = await ask(login, visit);
  if (v.is(Session, session.body)) return { email, password, token: session.body.token, wishes: [] };
  if (registered.status === 201 || codeOf(session) !== "wrong_login") books.surprise(login, session);
  return undefined;
}

/** Lets somebody in again: a token lasts an hour. */
export async function enterAgain(customer: Customer, visit: Visit): Promise<void> {
  const { email, password } = customer;
  const login = { method: "POST", path: "/sessions", body: { email, password } } as const;
  const session = await ask(login, visit);
  if (v.is(Session, session.body)) customer.token = session.body.token;
  else visit.books.surprise(login, session);
}

/** Lets somebody in as staff, who buys nothing: whose registration fails half-way tries it with another address. */
export async function enterStaff(visit: Visit, invitation: string): Promise<Customer> {
  for (;;) {
    const staff = await enter(`${randomUUID()}@shop.example`, visit, { invitation });
    if (staff !== undefined) return staff;
    const [surprise] = visit.books.surprises;
    if (surprise !== undefined) throw new Error(surprise);
  }
}

/** Somebody registers, or several do at the same time, with one address. @returns who was let in */
async function enterSome(rivals: number, visit: Visit): Promise<Customer | undefined> {
  const { books } = visit;
  const email = `${randomUUID()}@shop.example`;
  if (rivals > 1) books.races += 1;
  const all = await Promise.all(Array.from({ length: rivals }, () => enter(email, visit)));
  const entered = all.filter((one) => one !== undefined);
  if (entered.length === 0) books.stuck += 1;
  else books.entered.set(email, entered);
  return entered[0];
}

function chooseFrom(chance: Chance): Checkout {
  const lines = 1 + chance.below(2);
  const items = Array.from({ length: lines }, () => ({
    product: chance.of(products).id,
    quantity: 1 + chance.below(3),
  }));
  return { country: "DE", items, payment: chance.share() < 0.15 ? declined : "tok_visa" };
}

/** Orders something, now and then twice at the same time with one key. */
async function order({ token, wishes }: Customer, { chance, ...visit }: Shopping): Promise<void> {
  const { books } = visit;
  const wish = { key: randomUUID(), checkout: chooseFrom(chance), ids: new Set<string>() };
  const copies = chance.share() < 0.25 ? 2 : 1;
  if (copies > 1) books.twins += 1;
  const question = { method: "POST", path: "/orders", body: wish.checkout, token, key: wish.key } as const;
  const answers = await Promise.all(Array.from({ length: copies }, () => ask(question, visit)));
  wishes.push(wish);
  for (const answer of answers) {
    if (answer.status === 202) wish.ids.add(v.parse(Receipt, answer.body).id);
    else if (codeOf(answer) === "sold_out") books.soldOut += 1;
    else books.surprise(question, answer);
  }
}

/**
 * Customers, one after the other, of whom every second one has a rival for the email address.
 * @param each - How many orders one places.
 * @returns Has a customer order something, who registers before, where it is a new one.
 */
export function createCustomers(shopping: Shopping, each: number): () => Promise<void> {
  let customer: Customer | undefined;
  let count = 1;
  return async () => {
    if (customer === undefined || customer.wishes.length >= each) {
      customer = await enterSome(1 + (count % 2), shopping);
      count += 1;
    }
    if (customer !== undefined) await order(customer, shopping);
  };
}

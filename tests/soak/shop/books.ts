import type { Answer, Question } from "./ask.ts";

/** What a customer buys. */
export interface Checkout {
  readonly country: string;
  readonly items: readonly { readonly product: string; readonly quantity: number }[];
  readonly payment: string;
}

/** Something that a customer wants to buy, once, however often it is asked for. */
export interface Wish {
  readonly key: string;
  readonly checkout: Checkout;
  /** The orders that the shop says this has become. */
  readonly ids: Set<string>;
}

/** Somebody who was let in. */
export interface Customer {
  readonly email: string;
  readonly password: string;
  token: string;
  readonly wishes: Wish[];
}

/** What is known of the shop on one cloud, outside of it. */
export class Books {
  /** Those who were let in, by their email addresses: of those who have registered with one at the same time, one. */
  readonly entered = new Map<string, Customer[]>();
  /** Answers that nobody may get. */
  readonly surprises: string[] = [];
  /** How often somebody asked again, because nothing or 503 was answered. */
  again = 0;
  /** How often several have registered with one address at the same time. */
  races = 0;
  /** Addresses that are nobody's for some minutes, because a registration has failed half-way. */
  stuck = 0;
  /** How often an order was sent twice at the same time. */
  twins = 0;
  soldOut = 0;
  /** How many orders were dead letters, and were sent again. */
  redriven = 0;

  surprise({ method = "GET", path }: Question, { status, body }: Answer): void {
    this.surprises.push(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  }

  get customers(): readonly Customer[] {
    return [...this.entered.values()].flat();
  }

  get wishes(): readonly Wish[] {
    return this.customers.flatMap(({ wishes }) => wishes);
  }

  /** The ids of orders that were taken. */
  get orders(): readonly string[] {
    return this.wishes.flatMap(({ ids }) => [...ids]);
  }

  get declined(): number {
    return this.wishes.filter(({ checkout, ids }) => checkout.payment === declined && ids.size > 0).length;
  }
}

/** The card that the bank declines. */
export const declined = "tok_declined";

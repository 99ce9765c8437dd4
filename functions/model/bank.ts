import type { Order } from "./order.ts";

/** What the bank says to a payment. */
export type Payment = { readonly is: "taken" } | { readonly is: "refused"; readonly reason: string };

/**
 * Takes the money for an order. Stands for a payment provider, whose calls are as idempotent: the same order is charged once. A card whose
 * token says so is declined, as the test cards of providers are: https://docs.stripe.com/testing#declined-payments
 */
export async function charge({ payment }: Order): Promise<Payment> {
  return payment === "tok_declined" ? { is: "refused", reason: "The card was declined." } : { is: "taken" };
}

import * as v from "valibot";
import type { Product } from "../product.ts";
import { type Amount, type BasisPoints, currency, shareOf, sum, times } from "./money.ts";
import { type ShippingTable, shippingPrice } from "./shipping.ts";
import { type TaxTable, taxRate } from "./tax.ts";

/** What a customer wants to buy, as it is sent. */
export const Basket = v.strictObject({
  /** Where to, as two capital letters (ISO 3166-1). */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "must be two capital letters")),
  items: v.pipe(
    v.array(
      v.strictObject({
        product: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)),
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
      }),
    ),
    v.minLength(1),
    v.maxLength(50),
  ),
});

/** @see Basket */
export type Basket = v.InferOutput<typeof Basket>;

/** One line of a quote. */
export interface QuoteLine {
  readonly product: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Amount;
  /** Price without tax. */
  readonly net: Amount;
  readonly taxRate: BasisPoints;
  readonly tax: Amount;
}

/**
 * What a basket costs. Tax is rounded once for each line and once for shipping, half to even, so that the lines add
 * up to the total exactly.
 */
export interface Quote {
  readonly currency: typeof currency;
  readonly country: string;
  readonly lines: readonly QuoteLine[];
  /** Sum of the lines without tax. */
  readonly goods: Amount;
  /** Delivery without tax. */
  readonly shipping: Amount;
  /** Tax on the lines and on delivery. */
  readonly tax: Amount;
  readonly total: Amount;
}

/** Why a basket cannot be delivered: which part of it, as a JSON Pointer (RFC 6901), and why. */
export interface Objection {
  readonly pointer: string;
  readonly message: string;
}

/** The terms that a shop sells on. */
export interface Terms {
  readonly taxes: TaxTable;
  readonly shipping: ShippingTable;
}

const notThere = "the shop does not deliver there";
const tooHeavy = "they are too heavy to be sent in one parcel";
const noProduct = "there is no such product";

interface Found {
  readonly product: Product;
  readonly quantity: number;
}

function toLine({ product, quantity }: Found, rate: BasisPoints): QuoteLine {
  const net = times(product.price, quantity);
  const { id, name, price: unitPrice } = product;
  return { product: id, name, quantity, unitPrice, net, taxRate: rate, tax: shareOf(net, rate) };
}

/** Products by their ids. */
export type Products = ReadonlyMap<string, Product>;

function find(
  { items }: Basket,
  products: Products,
): { readonly found: readonly Found[]; readonly unknown: readonly Objection[] } {
  const known = items.map(({ product, quantity }) => ({ product: products.get(product), quantity }));
  const found = known.flatMap(({ product, quantity }) => (product === undefined ? [] : [{ product, quantity }]));
  const unknown = known.flatMap(({ product }, index) =>
    product === undefined ? [{ pointer: `/items/${index}/product`, message: noProduct }] : [],
  );
  return { found, unknown };
}

/** What a basket costs, or why it cannot be delivered. */
export type QuoteOutcome = { readonly quote: Quote } | { readonly objections: readonly Objection[] };

/**
 * Works out what a basket costs.
 * @param products - At least those of the basket that there are.
 */
export function quoteFor(basket: Basket, { taxes, shipping }: Terms, products: Products): QuoteOutcome {
  const { country } = basket;
  const { found, unknown } = find(basket, products);
  const onDelivery = taxRate(taxes, country, "standard");
  if (onDelivery === undefined) return { objections: [{ pointer: "/country", message: notThere }, ...unknown] };
  if (unknown.length > 0) return { objections: unknown };

  const lines = found.map((item) => toLine(item, taxRate(taxes, country, item.product.taxClass) ?? onDelivery));
  const goods = sum(lines.map(({ net }) => net));
  const weight = sum(found.map(({ product, quantity }) => times(product.weight, quantity)));
  const delivery = shippingPrice(shipping, country, goods, weight);
  if (delivery === undefined) return { objections: [{ pointer: "/items", message: tooHeavy }] };

  const tax = sum([...lines.map((line) => line.tax), shareOf(delivery, onDelivery)]);
  const total = sum([goods, delivery, tax]);
  return { quote: { currency, country, lines, goods, shipping: delivery, tax, total } };
}

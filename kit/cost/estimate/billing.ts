import { charged } from "../prices/allowances.ts";
import type { Owner } from "../prices/schema.ts";
import { cost } from "../prices/tiers.ts";
import type { Charge } from "./charges.ts";

/** What a bill reads of a charge. */
type Chargeable = Pick<Charge, "price" | "region" | "quantity">;

/** A charge with what it costs. */
export type Billed<T extends Chargeable = Charge> = T & {
  /** US dollars a month. */
  readonly usd: number;
};

/** How a bill is made. */
export interface BillOptions {
  /** The share of each allowance that this program may use, from 0 to 1. */
  readonly allowances: number;
}

/** Owners of whom a program has one, so that what each pays once is paid once. */
const shared: ReadonlySet<Owner | undefined> = new Set(["account", "billing account", "subscription", "project"]);

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** As a bill has it: some vendors count whole units, such as a million operations, of what is left after an allowance. */
const rounded = (quantity: number, to: number | undefined): number =>
  to === undefined ? quantity : Math.ceil(quantity / to) * to;

/** Adds up what tiers count together: a price in a region, whichever resources it is for. */
function* billGroup<T extends Chargeable>(
  charges: readonly T[],
  free: number,
  once: boolean,
): Generator<Billed<T>, void, void> {
  const [first] = charges;
  if (first === undefined) return;
  const total = sum(charges.map(({ quantity }) => quantity));
  // No spread of arguments: a program may have more resources than a call may have arguments.
  const counted = once ? charges.reduce((most, { quantity }) => Math.max(most, quantity), 0) : total;
  const { per, tiers, roundedTo } = first.price;
  const usd = cost(rounded(Math.max(0, counted - free), roundedTo), per, tiers);
  for (const charge of charges) yield { ...charge, usd: (usd * charge.quantity) / total };
}

/**
 * What charges cost together. Tiers and allowances count for the whole bill and not for each resource; what a resource pays is its
 * part of that by its quantity.
 */
export function bill<T extends Chargeable>(charges: readonly T[], { allowances }: BillOptions): readonly Billed<T>[] {
  const pools = Map.groupBy(charges, ({ price }) => price.allowance?.pool ?? price.id);
  return [...pools.values()].flatMap((pool) => {
    const total = sum(pool.map(({ quantity }) => quantity));
    const left = charged(total, pool[0]?.price.allowance, allowances);
    const groups = Map.groupBy(pool, ({ price, region }) => `${price.id} ${region}`);
    return [...groups.values()].flatMap((group) => {
      const quantity = sum(group.map((one) => one.quantity));
      const free = (quantity * (total - left)) / total;
      return [...billGroup(group, free, shared.has(group[0]?.price.once))];
    });
  });
}

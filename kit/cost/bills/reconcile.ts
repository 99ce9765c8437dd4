import type { Costs } from "../costs.ts";
import { cloudOf } from "../resources/types.ts";
import type { Bill, Billed } from "./bill.ts";

/** What was estimated and billed by one price, in US dollars. */
export interface ReconciledRow {
  /** The id of the price. */
  readonly price: string;
  /** What is paid for. `undefined`: only the bill has it. */
  readonly what: string | undefined;
  /** `undefined`: nothing of the program pays for it. */
  readonly estimated: number | undefined;
  /** `undefined`: it is not in the bill. */
  readonly billed: number | undefined;
  readonly quantities: Billed["quantities"];
}

/** An estimate beside a bill. */
export interface Reconciliation {
  readonly bill: Bill;
  /** By price, the largest difference first. */
  readonly rows: readonly ReconciledRow[];
  /** Usage in the bill that no price of the book is for, the dearest first. */
  readonly others: readonly (readonly [name: string, billed: Billed])[];
}

const differenceOf = ({ estimated = 0, billed = 0 }: ReconciledRow): number => Math.abs(billed - estimated);

/** Compares an estimate with a month's bill. Only what is of the bill's cloud counts. */
export function reconcile({ estimate }: Costs, bill: Bill): Reconciliation {
  const lines = estimate.lines.filter(({ resource }) => cloudOf(resource.type) === bill.format.cloud);
  const byPrice = Map.groupBy(lines, ({ price }) => price.id);
  const rows = [...new Set([...byPrice.keys(), ...bill.priced.keys()])].map((price): ReconciledRow => {
    const [own, billed] = [byPrice.get(price), bill.priced.get(price)];
    return {
      ...{ price, what: own?.[0]?.price.what },
      estimated: own?.reduce((total, { expected }) => total + expected, 0),
      ...{ billed: billed?.usd, quantities: billed?.quantities ?? {} },
    };
  });
  return {
    bill,
    rows: rows.toSorted((one, other) => differenceOf(other) - differenceOf(one) || (one.price < other.price ? -1 : 1)),
    others: [...bill.others].toSorted(([, one], [, other]) => other.usd - one.usd),
  };
}

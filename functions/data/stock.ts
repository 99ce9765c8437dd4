import type { Can } from "fourfold";
import { end, hold, type StockLevel, type Taking } from "../model/stock.ts";
import type { shop } from "../shop.ts";
import { contended } from "./contended.ts";

/** Thrown to leave an update, and caught outside of it. */
class TooLittle extends Error {
  override readonly name = "TooLittle";
}

/**
 * How many there are of each product. Each change is one write of one item on the version that was read, so that no two orders take the
 * same piece, and the number is never below zero.
 */
export class Stock {
  readonly #links: Can<typeof shop, { stock: ["read", "write"] }>;

  constructor(links: Can<typeof shop, { stock: ["read", "write"] }>) {
    this.#links = links;
  }

  async level(product: string): Promise<StockLevel> {
    return (await this.#links.stock.get({ product }))?.value ?? { product, available: 0, holds: {} };
  }

  /** Takes something for an order, once. @returns whether there was enough */
  async hold(product: string, taking: Taking): Promise<boolean> {
    try {
      return (await this.#update(product, (level) => hold(level, taking) ?? leave())) !== undefined;
    } catch (error) {
      if (error instanceof TooLittle) return false;
      throw error;
    }
  }

  /** Ends what an order has taken, once. */
  async end(product: string, order: string, how: "sold" | "returned"): Promise<void> {
    await this.#update(product, (level) => end(level, order, how));
  }

  /** Sets how many there are for sale, besides what orders have taken: what somebody has counted. */
  async count(product: string, available: number): Promise<StockLevel> {
    const { stock } = this.#links;
    const first = { product, available, holds: {} };
    return contended(async () => {
      const counted = await stock.update({ product }, (level) => ({ ...level, available }));
      if (counted !== undefined) return counted.value;
      await stock.put(first, { ifAbsent: true });
      return first;
    });
  }

  async #update(product: string, change: (level: StockLevel) => StockLevel): Promise<StockLevel | undefined> {
    return (await contended(() => this.#links.stock.update({ product }, change)))?.value;
  }
}

function leave(): never {
  throw new TooLittle();
}

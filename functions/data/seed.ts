import type { Can } from "fourfold";
import { NotAllWritten } from "fourfold/runtime";
import { firstProducts, firstStock } from "../model/catalogue.ts";
import type { shop } from "../shop.ts";

/** What the shop begins with is written where it is missing. */
type Writes = Can<typeof shop, { products: ["read", "write"]; stock: ["write"] }>;

/** Somebody else has written it, which is as good. */
function ignoreThere(error: unknown): void {
  if (error instanceof NotAllWritten && error.failed.every((one) => one.error.code === "Conflict")) return;
  throw error;
}

/** Writes all but the last, and then that one: where it is, the others are, since products are never deleted. */
async function seed({ products, stock }: Writes): Promise<void> {
  const last = firstProducts[firstProducts.length - 1];
  if (last === undefined || (await products.get({ id: last.id })) !== undefined) return;
  const levels = firstProducts.map(({ id }) => ({
    ...{ put: { product: id, available: firstStock, holds: {} }, ifAbsent: true },
  }));
  const kept = firstProducts.map((product) => ({
    ...{ put: { ...product, listing: "products" as const }, ifAbsent: true },
  }));
  await stock.writeMany(levels).catch(ignoreThere);
  await products.writeMany(kept.slice(0, -1)).catch(ignoreThere);
  await products.writeMany(kept.slice(-1)).catch(ignoreThere);
}

/**
 * Makes what has the first products written, before they are asked for the first time. By the function that needs them, and not by one
 * of its own or by the deployment: so it is there on every cloud and in every test as soon as anybody looks, without a step that can be
 * forgotten. Each instance reads one item for it, once; many at the same time write the same.
 */
export function createSeeding(links: Writes): () => Promise<void> {
  let seeded: Promise<void> | undefined;
  return async () => {
    seeded ??= seed(links);
    try {
      await seeded;
    } catch (error) {
      seeded = undefined;
      throw error;
    }
  };
}

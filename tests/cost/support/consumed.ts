import { estimate } from "../../../kit/cost/estimate/estimate.ts";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { clouds } from "../../../kit/spec/index.ts";

const book = openBook(clouds);

type Usage = Readonly<Partial<Record<UsageName, number>>>;

const estimated = (program: readonly CostedResource[], usage: Usage) =>
  estimate(program, { book, meters, free, usage: { "*": usage } });

/** What a resource of a program consumes, by the ids of prices, to six digits. Nothing of it may be without a price. */
export function consumed(program: readonly CostedResource[], name: string, usage: Usage): Record<string, number> {
  const { lines, unpriced } = estimated(program, usage);
  const without = unpriced.filter(({ resource }) => resource.name === name);
  if (without.length > 0) throw new Error(without.map(({ what, why }) => `${what} ${why}`).join("; "));
  const own = lines.filter(({ resource }) => resource.name === name);
  return Object.fromEntries(own.map(({ price, quantity }) => [price.id, Number(quantity.toPrecision(6))]));
}

/** What of a resource has no price, as properties or ids of prices, each once. */
export function withoutPrice(program: readonly CostedResource[], name: string, usage: Usage = {}): readonly string[] {
  const { unpriced } = estimated(program, usage);
  return [...new Set(unpriced.filter(({ resource }) => resource.name === name).map(({ what = "" }) => what))];
}

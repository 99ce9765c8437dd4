import { estimate } from "../../../kit/cost/estimate/estimate.ts";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { clouds } from "../../../kit/spec/index.ts";

/** How a test asks for quantities. */
interface Asked {
  readonly usage?: Readonly<Partial<Record<UsageName, number>>>;
  /** When it is paid for. @default now */
  readonly at?: Date;
}

/** The quantities that a program is charged for, by the resource's name and the price, and what cannot be priced. */
export function metered(resources: readonly CostedResource[], { usage = {}, at = new Date() }: Asked = {}) {
  const { lines, unpriced } = estimate(resources, { book: openBook(clouds), meters, free, usage: { "*": usage }, at });
  return {
    quantities: Object.fromEntries(
      lines.map(({ resource, price, quantity }) => [`${resource.name} ${price.id}`, quantity]),
    ),
    unpriced: unpriced.map(({ resource, what, why }) => [resource.name, what, why].join(" ")),
  };
}

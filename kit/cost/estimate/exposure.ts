import { usageKeys } from "../meters/usage-keys.ts";
import { hoursPerMonth } from "../prices/allowances.ts";
import { checkQuantity } from "../prices/tiers.ts";
import { type Billed, bill } from "./billing.ts";
import { type Caps, capsOf } from "./caps.ts";
import { type Charge, chargesIn, type Pricing, type Unpriced, type UsageReader } from "./charges.ts";
import type { Program } from "./program.ts";
import { defaultResponseTime } from "./response-time.ts";
import { type UsageOptions, usageReader } from "./usage.ts";

/** What an exposure is computed with. */
export interface ExposureOptions extends Pricing, UsageOptions {
  /** Hours until somebody stops it. @default 8: a night */
  readonly responseTime?: number;
}

/** Something that is paid for when all that has a cap is at its cap. Its quantity is that of an hour. */
export interface ExposedLine extends Omit<Billed, "usd"> {
  /** US dollars an hour. */
  readonly usdPerHour: number;
}

/** What a program can cost before somebody stops it: by an attack, or by a mistake. */
export interface Exposure {
  readonly lines: readonly ExposedLine[];
  /** US dollars an hour, of all lines. */
  readonly usdPerHour: number;
  /** Hours until somebody stops it. */
  readonly responseTime: number;
  /** US dollars until then. */
  readonly usd: number;
  /** Whether a line has something that nothing bounds. Then it can cost more than all this. */
  readonly isUnbounded: boolean;
  /** What has no price, resource by resource. */
  readonly unpriced: readonly Unpriced[];
  /** Caps that cannot be read, resource by resource: what they bound counts as what has none. */
  readonly unreadable: readonly Unpriced[];
}

/**
 * What is used in a month at the caps: what has one as much as that allows, and what has none as much more than expected as what is
 * around it. Only that is unbounded which has nothing with a cap in any component around it.
 */
const exposedReader =
  (expected: UsageReader, caps: Caps): UsageReader =>
  (resource, name) => {
    const use = expected(resource, name);
    if (usageKeys[name].kind !== "flow" || use.isTimed === true) return use;
    const load = caps.loadOf(resource);
    if (load !== undefined && name === "requests") return { ...use, value: load.most * hoursPerMonth };
    if (load !== undefined && name === "instanceHours") {
      const each = Math.max(1, expected(resource, "concurrency").value);
      return { ...use, value: (load.concurrency / each) * hoursPerMonth };
    }
    const factor = caps.factorOf(resource);
    return factor === undefined ? { ...use, isUnbounded: true } : { ...use, value: use.value * factor };
  };

/** What is charged for an hour of a month. Nothing is rounded up in it: the month's bill is. */
const inAnHour = ({ price, quantity, ...charge }: Charge): Charge => ({
  ...charge,
  price: { ...price, roundedTo: undefined },
  quantity: quantity / hoursPerMonth,
});

/**
 * What a program costs in an hour at its caps, and until somebody stops it. Allowances do not count, and tiers begin with the hour.
 *
 * @throws RangeError when the response time is not a finite number from 0 on.
 */
export function exposure(program: Program, options: ExposureOptions): Exposure {
  const responseTime = checkQuantity(options.responseTime ?? defaultResponseTime, "The response time");
  const expected = usageReader(program, options, "expected");
  const caps = capsOf(program, expected, options);
  const { charges, unpriced } = chargesIn(program, exposedReader(expected, caps), options);
  const lines = bill(charges.map(inAnHour), { allowances: 0 }).map(({ usd, ...line }) => ({
    ...line,
    usdPerHour: usd,
  }));
  const usdPerHour = lines.reduce((sum, line) => sum + line.usdPerHour, 0);
  return {
    ...{ lines, usdPerHour, responseTime, usd: usdPerHour * responseTime },
    isUnbounded: lines.some(({ unbounded }) => unbounded.length > 0),
    ...{ unpriced, unreadable: caps.unreadable },
  };
}

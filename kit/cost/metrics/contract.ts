import * as v from "valibot";
import type { Cloud } from "../../spec/clouds.ts";
import type { UsageName } from "../meters/usage-keys.ts";

/** What has been measured of one thing, added up. */
export interface Series {
  /** As the table has it: `AWS/Lambda Invocations`. */
  readonly metric: string;
  /** What it is of, as the vendor calls that: a name or an id. */
  readonly of: string;
  readonly sum: number;
}

/** What a file has, and of which time: in milliseconds since 1970. */
export interface Measured {
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
}

/** What a metric says of usage. Several of one key are added up. */
export interface MetricRow {
  readonly metric: string;
  /** The types of the resources that it is measured of. */
  readonly types: readonly string[];
  readonly key: UsageName;
  /** The metric that counts what it is the size of. @default it is counted itself, over the time */
  readonly per?: string;
  /** How much of the key's unit one of the metric's is. @default 1 */
  readonly factor?: number;
  /** What else is known where this is. @default nothing */
  readonly and?: Readonly<Partial<Record<UsageName, number>>>;
  /** The vendor's page about the metric. */
  readonly source: string;
}

/** How a vendor's own tool writes metrics. */
export interface MetricFormat {
  readonly cloud: Cloud;
  /** For people: "`aws cloudwatch get-metric-data`". */
  readonly title: string;
  /** The property that only this format has, by which it is known. */
  readonly mark: string;
  /** @throws BadMetrics when it cannot be read */
  read(content: unknown): Measured;
  readonly rows: readonly MetricRow[];
}

/** Something in a file that cannot be read: what is wrong, as a sentence without its point. */
export class BadMetrics extends Error {
  override readonly name = "BadMetrics";
}

/** @throws BadMetrics with the place of what is wrong, and what is expected */
export function parsed<T>(schema: v.BaseSchema<unknown, T, v.BaseIssue<unknown>>, content: unknown): T {
  const read = v.safeParse(schema, content, { abortEarly: true });
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new BadMetrics(`${issue.path?.map(({ key }) => String(key)).join(".") ?? "it"}: ${issue.message}`);
}

/** Adds up what is of the same thing. */
export function addedUp(parts: readonly Series[]): readonly Series[] {
  const groups = Map.groupBy(parts, ({ metric, of }) => `${metric} ${of}`);
  return [...groups.values()].flatMap((same) => {
    const sum = same.reduce((total, one) => total + one.sum, 0);
    return same.slice(0, 1).map((one) => ({ ...one, sum }));
  });
}

/** A time, in milliseconds since 1970. */
export const Time = v.pipe(
  v.string("a time like 2026-11-01T00:00:00Z is expected"),
  v.transform(Date.parse),
  v.number("a time like 2026-11-01T00:00:00Z is expected"),
);

import { FourfoldError } from "../../spec/errors.ts";
import type { DeclaredUsage } from "../estimate/usage.ts";
import { hoursPerMonth } from "../prices/allowances.ts";
import type { CostedResource } from "../resources/resource.ts";
import type { MetricRow, Series } from "./contract.ts";
import type { MetricFile } from "./read.ts";

/** What has been measured, and no usage of the program follows from. */
export interface Unmatched {
  readonly file: string;
  readonly metric: string;
  readonly of: string;
  /** As the end of a sentence about it. */
  readonly why: string;
}

/** Usage by the URNs of resources, and what it has not been taken from. */
export interface MeasuredUsage {
  readonly usage: DeclaredUsage;
  readonly unmatched: readonly Unmatched[];
}

type Amounts = DeclaredUsage[string];

const millisecondsPerHour = 3_600 * 1_000;

/** How long a file has measured, in hours. */
export const hoursOf = ({ from, to }: Pick<MetricFile, "from" | "to">): number => (to - from) / millisecondsPerHour;

/** More digits than this are no knowledge of a month to come. */
const rounded = (value: number): number => Number(value.toPrecision(6));

/**
 * Whether a resource is what a vendor calls so: by its id, or by its name, with which ids and ARNs end. Of what is in another resource, the
 * name has the id of that one, and then a star for the kind that nobody has told.
 */
function isKnownAs({ ids = [], inputs }: CostedResource, name: string): boolean {
  const wanted = name.toLowerCase().split("/*/");
  const [whole = "", part] = wanted;
  return [...ids, inputs.name].some((known) => {
    if (typeof known !== "string") return false;
    const own = known.toLowerCase();
    if (part !== undefined) return own.startsWith(`${whole}/`) && own.endsWith(`/${part}`);
    return own === whole || own.endsWith(`/${whole}`) || own.endsWith(`:${whole}`);
  });
}

/** A metric of a file, with what follows from it. */
interface Read {
  readonly file: MetricFile;
  readonly series: Series;
}

/** Refuses what two files have measured of the same thing: nobody can say whether they are to be added up. */
function requireOnce(reads: readonly Read[]): void {
  const groups = Map.groupBy(reads, ({ series, file }) => `${file.format.cloud} ${series.metric} of ${series.of}`);
  for (const [first, second] of groups.values()) {
    if (first === undefined || second === undefined) continue;
    const { metric, of } = first.series;
    throw new FourfoldError("ERR_USAGE", {
      where: second.file.file,
      what: `it has ${metric} of ${of}, as ${first.file.file} has.`,
      fix: "Leave one of them out.",
    });
  }
}

/** How much of a key a metric says: a size of each, or an amount of a month. `undefined`: what it is the size of is not there. */
function amountOf({ per, factor = 1 }: MetricRow, { series, file }: Read, reads: readonly Read[]): number | undefined {
  if (per === undefined) return (series.sum * factor * hoursPerMonth) / hoursOf(file);
  const counted = reads.find((other) => other.series.metric === per && other.series.of === series.of);
  if (counted === undefined || counted.series.sum === 0) return undefined;
  return (series.sum / counted.series.sum) * factor;
}

/** The resource that a metric is of, and what it says of that, or why it says nothing. */
function matched(read: Read, reads: readonly Read[], resources: readonly CostedResource[]) {
  const { series, file } = read;
  const rows = file.format.rows.filter(({ metric }) => metric === series.metric);
  if (file.format.rows.some(({ per }) => per === series.metric) && rows.length === 0) return [];
  if (rows.length === 0) return "is of no use for an estimate";
  const found = resources.flatMap((resource) => {
    const row = rows.find(({ types }) => types.includes(resource.type));
    return row !== undefined && isKnownAs(resource, series.of) ? [{ resource, row }] : [];
  });
  const [only, ...others] = found;
  if (only === undefined) return "is of nothing that the program has by that name";
  if (others.length > 0) return `may be of any of ${found.map(({ resource }) => resource.name).join(", ")}`;
  const amount = amountOf(only.row, read, reads);
  if (amount === undefined) return `needs ${only.row.per}, of which there is nothing`;
  return [{ urn: only.resource.urn, key: only.row.key, amount, and: only.row.and ?? {} }];
}

/**
 * Usage by what the clouds have measured, as that of a month of 730 hours.
 * @throws FourfoldError `ERR_USAGE` when two files have measured the same.
 */
export function measuredUsage(files: readonly MetricFile[], resources: readonly CostedResource[]): MeasuredUsage {
  const reads = files.flatMap((file) => file.series.map((series): Read => ({ file, series })));
  requireOnce(reads);
  const usage = new Map<string, Amounts>();
  const unmatched: Unmatched[] = [];
  for (const read of reads) {
    const found = matched(read, reads, resources);
    if (typeof found === "string") {
      unmatched.push({ file: read.file.file, metric: read.series.metric, of: read.series.of, why: found });
      continue;
    }
    for (const { urn, key, amount, and } of found) {
      const own = usage.get(urn) ?? {};
      usage.set(urn, { ...and, ...own, [key]: rounded((own[key] ?? 0) + amount) });
    }
  }
  return { usage: Object.fromEntries(usage), unmatched };
}

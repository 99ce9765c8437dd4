import type { CostLine, Estimate } from "../estimate/estimate.ts";
import { cloudOf } from "../estimate/place.ts";
import { type UsageName, usageKeys } from "../meters/usage-keys.ts";

/** What an estimate is broken down by. */
export type Breakdown = "cloud" | "component" | "resource";

/** A part of what a program costs, in US dollars a month. */
export interface Row {
  readonly name: string;
  readonly low: number;
  readonly expected: number;
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** What a line counts for. What is in no component counts for itself. */
const names: Readonly<Record<Breakdown, (line: CostLine) => string>> = {
  cloud: ({ resource }) => cloudOf(resource.type) ?? resource.type,
  component: ({ resource }) => nameIn(resource.parent ?? resource.urn),
  resource: ({ resource }) => resource.name,
};

const add = (lines: readonly CostLine[], name: string): Row => ({
  name,
  low: lines.reduce((total, { low }) => total + low, 0),
  expected: lines.reduce((total, { expected }) => total + expected, 0),
});

/** What the parts of a program cost, the most expensive first. */
export function breakDown({ lines }: Estimate, by: Breakdown): readonly Row[] {
  const rows = [...Map.groupBy(lines, names[by])].map(([name, own]) => add(own, name));
  return rows.toSorted((one, other) => other.expected - one.expected || (one.name < other.name ? -1 : 1));
}

/** What all of it costs. */
export const totalOf = ({ lines }: Estimate): Row => add(lines, "total");

/** Something that nobody has said, and what was taken for it. */
export interface Assumption {
  readonly name: UsageName;
  readonly what: string;
  readonly assumed: number;
  readonly unit: string;
  /** How many resources it was taken for. */
  readonly resources: number;
}

/** What nobody has said of the usage, in the order of the keys. */
export function assumptionsOf({ lines }: Estimate): readonly Assumption[] {
  return Object.entries(usageKeys).flatMap(([key, { what, assumed, unit }]) => {
    const taken = lines.filter((line) => line.assumed.some((name) => name === key));
    const resources = new Set(taken.map(({ resource }) => resource.urn)).size;
    return resources === 0 ? [] : [{ name: key as UsageName, what, assumed, unit, resources }];
  });
}

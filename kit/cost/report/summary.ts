import type { Costs } from "../costs.ts";
import type { Used } from "../estimate/charges.ts";
import type { CostLine, Estimate } from "../estimate/estimate.ts";
import type { ExposedLine, Exposure } from "../estimate/exposure.ts";
import { type UsageName, usageKeys } from "../meters/usage-keys.ts";
import type { CostedResource } from "../resources/resource.ts";
import { cloudOf } from "../resources/types.ts";

/** What an estimate is broken down by. */
export type Breakdown = "cloud" | "component" | "resource";

/** A part of what a program costs. */
export interface Row {
  readonly name: string;
  /** US dollars a month where nothing happens that nobody has declared. */
  readonly low: number;
  /** US dollars a month. */
  readonly expected: number;
  /** US dollars an hour when all that has a cap is at its cap. */
  readonly exposedPerHour: number;
  /** Whether it has something that nothing bounds, so that it can cost more. */
  readonly isUnbounded: boolean;
}

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** Every resource that is in no component is in its stack: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
const isStack = (urn: string): boolean => urn.includes("::pulumi:pulumi:Stack::");

/** What a resource counts for. What is in no component counts for itself. */
export const namesOf = ({ urn, type, name, parent }: CostedResource): Readonly<Record<Breakdown, string>> => ({
  cloud: cloudOf(type) ?? type,
  component: nameIn(parent === undefined || isStack(parent) ? urn : parent),
  resource: name,
});

const add = (name: string, lines: readonly CostLine[], exposed: readonly ExposedLine[]): Row => ({
  name,
  low: lines.reduce((total, { low }) => total + low, 0),
  expected: lines.reduce((total, { expected }) => total + expected, 0),
  exposedPerHour: exposed.reduce((total, { usdPerHour }) => total + usdPerHour, 0),
  isUnbounded: exposed.some(({ unbounded }) => unbounded.length > 0),
});

/** What the parts of a program cost, the most expensive first. */
export function breakDown({ estimate: { lines }, exposure }: Costs, by: Breakdown): readonly Row[] {
  const nameOf = ({ resource }: { readonly resource: CostedResource }): string => namesOf(resource)[by];
  const [expected, exposed] = [Map.groupBy(lines, nameOf), Map.groupBy(exposure.lines, nameOf)];
  const parts = new Set([...expected.keys(), ...exposed.keys()]);
  const rows = [...parts].map((name) => add(name, expected.get(name) ?? [], exposed.get(name) ?? []));
  return rows.toSorted((one, other) => other.expected - one.expected || (one.name < other.name ? -1 : 1));
}

/** What all of it costs. */
export const totalOf = ({ estimate, exposure }: Costs): Row => add("total", estimate.lines, exposure.lines);

/** Resources of a type of which nothing bounds how much they are used. */
export interface Unbounded {
  readonly type: string;
  readonly resources: number;
  /** What of their usage nothing bounds. */
  readonly usage: readonly UsageName[];
}

/** What nothing bounds, by type. */
export function unboundedOf({ lines }: Pick<Exposure, "lines">): readonly Unbounded[] {
  const found = lines.filter(({ unbounded }) => unbounded.length > 0);
  return [...Map.groupBy(found, ({ resource }) => resource.type)].map(([type, own]) => ({
    type,
    resources: new Set(own.map(({ resource }) => resource.urn)).size,
    usage: [...new Set(own.flatMap(({ unbounded }) => unbounded))],
  }));
}

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

/** How a resource is used. */
export interface UsedBy extends Used {
  readonly resource: CostedResource;
}

/** How the resources of a program are used, each kind of usage once. */
export function usesOf({ lines }: Pick<Estimate, "lines">): readonly UsedBy[] {
  const found = lines.flatMap(({ resource, used }) => used.map((one) => ({ resource, ...one })));
  return [...new Map(found.map((one) => [`${one.resource.urn} ${one.name}`, one])).values()];
}

/** Usage of a resource that the program says. */
export interface Derivation extends UsedBy {
  readonly from: readonly CostedResource[];
}

/** What the program says of the usage of its resources. */
export const derivationsOf = (estimate: Pick<Estimate, "lines">): readonly Derivation[] =>
  usesOf(estimate).flatMap(({ from, ...use }) => (from === undefined ? [] : [{ ...use, from }]));

import { breakDown } from "../../../cost/report/summary.ts";
import type { Cloud } from "../../../spec/index.ts";
import type { OnCloud } from "./evaluate.ts";

/** A part of a set, with what it costs on each cloud that has it, in US dollars a month. */
export interface Part {
  readonly name: string;
  readonly expected: Readonly<Partial<Record<Cloud, number>>>;
}

/** What is not a part of a set: what sets stand on. */
const foundation = "foundation";

/** What a component is in its set: `api` of `shop-aws-api`. With several sets, the name of its set stays before it. */
function partOf(component: string, sets: readonly string[]): string {
  const set = sets.find((name) => component.startsWith(`${name}-`));
  if (set === undefined) return foundation;
  return sets.length === 1 ? component.slice(set.length + 1) : component;
}

/** The parts of sets side by side, the most expensive first. */
export function partsOf(found: readonly OnCloud[]): readonly Part[] {
  const parts = new Map<string, Partial<Record<Cloud, number>>>();
  for (const { cloud, sets, costs } of found) {
    // The longest first: `shop-eu` before `shop`.
    const names = sets.toSorted((one, other) => other.length - one.length);
    for (const { name, expected } of breakDown(costs, "component")) {
      const part = partOf(name, names);
      const on = parts.get(part) ?? {};
      parts.set(part, { ...on, [cloud]: (on[cloud] ?? 0) + expected });
    }
  }
  const most = ({ expected }: Part): number => Math.max(...Object.values(expected));
  const all = [...parts].map(([name, expected]) => ({ name, expected }));
  return all.toSorted((one, other) => most(other) - most(one) || (one.name < other.name ? -1 : 1));
}

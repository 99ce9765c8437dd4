import { stringify } from "yaml";
import type { Costs } from "../costs.ts";
import { usageKeys } from "../meters/usage-keys.ts";
import { namesOf, type UsedBy, usesOf } from "./summary.ts";

const heading = `## How much is used in a month, to fill in: docs/cost.md#usage. Remove "# " before a name, and before what you know of it.
## What stays a comment is as its number says, so that this file changes nothing as it is.`;

/** A name or a number as YAML has it. */
const written = (value: string | number): string => stringify(value).trim();

/** One kind of usage: what it is now, and what it means. */
function lineOf({ name, value, from }: UsedBy): string {
  const { what, unit } = usageKeys[name];
  const [number, source] = from === undefined ? [value, ""] : [Number(value.toPrecision(3)), ", as the program says"];
  return `#   ${name}: ${written(number)} # ${what}, ${unit}${source}`;
}

/** What belongs together: a component with its resources, and each kind of usage once. */
function sectionOf(component: string, uses: readonly UsedBy[]): string {
  const resources = new Map(uses.map(({ resource }) => [resource.urn, resource]));
  const order = Object.keys(usageKeys);
  const kinds = [...Map.groupBy(uses, ({ name }) => name).values()].flatMap((same) => same.slice(0, 1));
  return [
    ...[...resources.values()].map(({ name, type }) => `## ${name}, ${type}`),
    ...[`# ${written(component)}:`],
    ...kinds.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name)).map(lineOf),
  ].join("\n");
}

/** A file of usage to fill in, by components: all of it is comments. */
export function usageFileOf({ estimate }: Costs): string {
  const components = Map.groupBy(usesOf(estimate), ({ resource }) => namesOf(resource).component);
  return [heading, ...[...components].map(([component, uses]) => sectionOf(component, uses))].join("\n\n");
}

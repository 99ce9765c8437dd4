import { stringify } from "yaml";
import type { Costs } from "../costs.ts";
import type { DeclaredUsage } from "../estimate/usage.ts";
import { type UsageName, usageKeys } from "../meters/usage-keys.ts";
import type { CostedResource } from "../resources/resource.ts";
import { namesOf, type UsedBy, usesOf } from "./summary.ts";

const heading = `## How much is used in a month, to fill in: docs/cost.md#usage. Remove "# " before a name, and before what you know of it.
## What stays a comment is as its number says`;

/** What is said of a file in which nothing is known yet. */
const ofNothing = ", so that this file changes nothing as it is";

/** A name or a number as YAML has it. */
const written = (value: string | number): string => stringify(value).trim();

const order = Object.keys(usageKeys);

/** One kind of usage: what it is now, and what it means. */
function lineOf({ name, value, from }: UsedBy): string {
  const { what, unit } = usageKeys[name];
  const [number, source] = from === undefined ? [value, ""] : [Number(value.toPrecision(3)), ", as the program says"];
  return `#   ${name}: ${written(number)} # ${what}, ${unit}${source}`;
}

/**
 * What belongs together: a component with its resources, and each kind of usage once.
 * @param said - What is known of the same name, with it. Empty: nothing is.
 */
function sectionOf(component: string, uses: readonly UsedBy[], said: string): string {
  const resources = new Map(uses.map(({ resource }) => [resource.urn, resource]));
  const kinds = [...Map.groupBy(uses, ({ name }) => name).values()].flatMap((same) => same.slice(0, 1));
  return [
    ...[...resources.values()].map(({ name, type }) => `## ${name}, ${type}`),
    ...[said === "" ? `# ${written(component)}:` : said],
    ...kinds.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name)).map(lineOf),
  ].join("\n");
}

/** What is known of one resource, by its name. */
function saidOf(name: string, amounts: DeclaredUsage[string]): string {
  const lines = Object.entries(amounts).map(([key, value]) => {
    const { what, unit } = usageKeys[key as UsageName];
    return `  ${key}: ${written(value ?? 0)} # ${what}, ${unit}`;
  });
  return [`${written(name)}:`, ...lines].join("\n");
}

/** What a file of usage has beside what is to be filled in. */
export interface Known {
  /** By the URNs of resources. @default {} */
  readonly usage?: DeclaredUsage;
  /** Where it is from, in sentences. @default none */
  readonly from?: readonly string[];
}

/** A file of usage to fill in, by components: all of it is comments, but for what is known already. */
export function usageFileOf(
  { estimate }: Costs,
  resources: readonly CostedResource[] = [],
  { usage = {}, from = [] }: Known = {},
): string {
  const named = Map.groupBy(resources, ({ name }) => name);
  const known = resources.filter(({ urn }) => urn in usage);
  // A name counts for all that have it.
  const said = new Map(
    known.map(({ urn, name }) => {
      const own = named.get(name)?.length === 1 ? name : urn;
      return [own, saidOf(own, usage[urn] ?? {})];
    }),
  );
  const rest = usesOf(estimate).filter(({ resource, name }) => usage[resource.urn]?.[name] === undefined);
  const components = Map.groupBy(rest, ({ resource }) => namesOf(resource).component);
  const sections = [...components].map(([name, uses]) => sectionOf(name, uses, said.get(name) ?? ""));
  const alone = [...said].flatMap(([name, text]) => (components.has(name) ? [] : [text]));
  const top = [`${heading}${said.size === 0 ? ofNothing : ""}.`, ...from.map((line) => `## ${line}`)];
  return [top.join("\n"), ...alone, ...sections].join("\n\n");
}

import type { Evaluated } from "../../kit/cost/compare/difference.ts";
import type { Unpriced } from "../../kit/cost/estimate/charges.ts";
import { counted } from "../../kit/cost/report/format.ts";
import { canonicalType } from "../../kit/cost/resources/types.ts";
import { among } from "../engine/naming.ts";
import type { CostSettings } from "../settings/costs.ts";
import type { CostFinding } from "./contract.ts";
import { listed } from "./listed.ts";
import type { Parts } from "./parts.ts";

/** What cannot be priced in a part with a budget, each reason once. A cap that cannot be read is about those with an exposure budget. */
function unpricedIn(
  { parts, keysOf }: Parts,
  isGrowthLimited: boolean,
  { costs: { estimate, exposure } }: Evaluated,
): readonly Unpriced[] {
  const exposed = new Set(parts.filter(({ budget }) => budget.exposure !== undefined).map(({ key }) => key));
  const all = [
    // What grows is the stack, with everything in it.
    ...[...estimate.unpriced, ...exposure.unpriced].filter(
      ({ resource }) => isGrowthLimited || keysOf(resource).length > 0,
    ),
    ...exposure.unreadable.filter(({ resource }) => keysOf(resource).some((key) => exposed.has(key))),
  ];
  return [...new Map(all.map((one) => [`${one.resource.urn} ${one.what} ${one.why}`, one])).values()];
}

const resourcesOf = (unpriced: readonly Unpriced[]): number =>
  new Set(unpriced.map(({ resource }) => resource.urn)).size;

/** The resources of a type that cannot be priced for the same reason. */
function findingOf(same: readonly [Unpriced, ...Unpriced[]]): CostFinding {
  const [{ resource, what: property, why }] = same;
  const names = listed([...new Set(same.map((one) => one.resource.name))]);
  const who = `${resource.type}, ${counted(resourcesOf(same), "resource")} (${names}),`;
  const what = property === undefined ? `${who} ${why}` : `${who} cannot be priced: \`${property}\` ${why}`;
  const fix = `Say in \`unpriced\` of \`costs\` why it does not matter: { "${resource.type}": … }`;
  return { kind: "unpriced", about: resource.type, what, fix };
}

/** Whether a type or a name in the settings is about a resource. */
function aboutOf(name: string): (unpriced: Pick<Unpriced, "resource">) => boolean {
  const isMeant = among([name, canonicalType(name)]);
  return ({ resource }) => isMeant(resource.type) || isMeant(resource.name);
}

const isSome = (same: Unpriced[]): same is [Unpriced, ...Unpriced[]] => same.length > 0;

/** What cannot be priced, and is in a part that has a budget. What somebody lets pass is told. */
export function unpricedOf(
  parts: Parts,
  { growth, unpriced: reasons }: CostSettings,
  evaluated: Evaluated,
): { readonly findings: readonly CostFinding[]; readonly notes: readonly string[] } {
  const found = unpricedIn(parts, growth !== undefined, evaluated);
  const excuses = Object.entries(reasons).map(([name, reason]) => ({ name, reason, isAbout: aboutOf(name) }));
  const left = found.filter((one) => !excuses.some(({ isAbout }) => isAbout(one)));
  const groups = Map.groupBy(left, ({ resource, what, why }) => `${resource.type} ${what} ${why}`);
  return {
    findings: [...groups.values()].filter(isSome).map(findingOf),
    notes: excuses.flatMap(({ name, reason, isAbout }) => {
      const passed = resourcesOf(found.filter(isAbout));
      if (passed > 0) return [`Not in the costs: ${name}, ${counted(passed, "resource")}. ${reason}`];
      // Settings that several stacks share name what only some of them have.
      const isThere = evaluated.resources.some((resource) => isAbout({ resource }));
      return isThere ? [`\`unpriced\` of \`costs\` names ${name}, which nothing needs: remove it.`] : [];
    }),
  };
}

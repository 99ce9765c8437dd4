import * as v from "valibot";
import { pathOf } from "../../kit/cost/estimate/usage.ts";
import type { CostedResource } from "../../kit/cost/resources/resource.ts";
import { cloudOf } from "../../kit/cost/resources/types.ts";
import { clouds } from "../../kit/spec/clouds.ts";
import { Unreadable } from "../contract/reader.ts";
import type { Subject } from "../contract/subject.ts";
import { among } from "../engine/naming.ts";
import { Budget, type CostBudget, type CostSettings } from "../settings/costs.ts";
import type { CostedProgram, CostFinding, Part } from "./contract.ts";

/** The input or output by which a component, whoever has written it, says what it may cost: `{ monthly: 20, exposure: 5 }`. */
export const budgetProperty = "costBudget";

type ByUrn = ReadonlyMap<string, CostedResource>;

const keyOfName = (name: string): string => `name ${name}`;
const keyOfUrn = (urn: string): string => `urn ${urn}`;

/** The keys of those parts with a budget that a resource is in. */
export type KeysOf = (resource: CostedResource) => readonly string[];

/** Finds them once for each resource: several lines are about it. */
function keysIn(parts: readonly Part[], byUrn: ByUrn): KeysOf {
  const budgeted = new Set(parts.map(({ key }) => key));
  const found = new Map<CostedResource, readonly string[]>();
  return (resource) => {
    const known = found.get(resource);
    if (known !== undefined) return known;
    const around = [...pathOf(resource, byUrn)].flatMap(({ urn, name }) => [keyOfUrn(urn), keyOfName(name)]);
    const all = ["stack", `cloud ${cloudOf(resource.type)}`, ...around];
    const keys = [...new Set(all.filter((key) => budgeted.has(key)))];
    found.set(resource, keys);
    return keys;
  };
}

/** The stack and the clouds that have a budget. */
function wholeParts({ stack, clouds: ofClouds }: CostSettings): readonly Part[] {
  const found = clouds.flatMap((cloud): readonly Part[] => {
    const budget = ofClouds[cloud];
    return budget === undefined ? [] : [{ name: cloud, key: `cloud ${cloud}`, budget, where: `costs.clouds.${cloud}` }];
  });
  return stack === undefined
    ? found
    : [{ name: "the stack", key: "stack", budget: stack, where: "costs.stack" }, ...found];
}

/** The components of a name. Of those that are in each other, the outer one has the budget, for all that is in it. */
function namedParts(
  name: string,
  budget: CostBudget,
  resources: readonly CostedResource[],
  byUrn: ByUrn,
): readonly Part[] {
  const isMeant = among([name]);
  const meant = new Set(resources.filter((one) => !one.type.startsWith("pulumi:") && isMeant(one.name)));
  const outer = [...meant].filter((one) => [...pathOf(one, byUrn)].every((each) => each === one || !meant.has(each)));
  const where = `costs.components["${name}"]`;
  const parts = outer.map((one): Part => ({ name: one.name, urn: one.urn, key: keyOfName(one.name), budget, where }));
  return [...new Map(parts.map((part) => [part.key, part])).values()];
}

/** What a component says of itself. */
function carried(subject: Subject): unknown {
  try {
    return subject.inputs.value(budgetProperty) ?? subject.outputs.value(budgetProperty);
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

/** The budget that a component brings with it. Resources of clouds have none. */
function carriedPart(subject: Subject): Part | CostFinding | undefined {
  if (subject.type.startsWith("pulumi:") || cloudOf(subject.type) !== undefined) return undefined;
  const { name, urn } = subject;
  const said = carried(subject);
  if (said === undefined) return undefined;
  const read = v.safeParse(Budget, said, { abortEarly: true });
  if (read.success) {
    return { name, urn, key: keyOfUrn(urn), budget: read.output, where: `\`${budgetProperty}\` of ${name}` };
  }
  const [{ path = [], message }] = read.issues;
  const property = [budgetProperty, ...path.map(({ key }) => String(key))].join(".");
  const what = said instanceof Unreadable ? said.message : `${property}: ${message}`;
  const fix = `Pass ${name} a budget in US dollars: { monthly: 20, exposure: 5 }`;
  return { kind: "invalid", about: name, urn, what: `What ${name} may cost cannot be read: ${what}`, fix };
}

/** What of a program has a budget. */
export interface Parts {
  readonly parts: readonly Part[];
  readonly keysOf: KeysOf;
  /** Budgets of components that cannot be read. */
  readonly findings: readonly CostFinding[];
  /** Names of components that nothing has. */
  readonly strange: readonly string[];
  /** Whether anything that may cost something is in one of the parts. */
  readonly isHeld: boolean;
}

/** Finds what of a program has a budget, in the settings or of its own. */
export function partsOf({ resources, subjects }: CostedProgram, settings: CostSettings): Parts {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const named = Object.entries(settings.components).map(([name, budget]) => {
    return { name, parts: namedParts(name, budget, resources, byUrn) };
  });
  const own = subjects.flatMap((subject) => carriedPart(subject) ?? []);
  const parts = [
    ...wholeParts(settings),
    ...named.flatMap((each) => each.parts),
    ...own.filter((one): one is Part => "budget" in one),
  ];
  const keysOf = keysIn(parts, byUrn);
  const priced = resources.filter(({ type }) => cloudOf(type) !== undefined);
  return {
    ...{ parts, keysOf },
    isHeld: priced.some((resource) => keysOf(resource).length > 0),
    findings: own.filter((one): one is CostFinding => "kind" in one),
    strange: named.filter(({ parts }) => parts.length === 0).map(({ name }) => name),
  };
}

import { packages } from "../../../components/support/sdks.ts";
import { clouds } from "../../../kit/spec/clouds.ts";
import { programOf } from "../../../policies/contract/program.ts";
import type { Neighbour, Rule } from "../../../policies/contract/rule.ts";
import { examine, examineGraph } from "../../../policies/engine/examine.ts";
import { subjectsOf } from "../../../policies/sources/states.ts";
import { brokenBy, type Example, found, inputsOf } from "../../../tests/policies/support/examples.ts";
import { givenTo } from "../../../tests/policies/support/given.ts";
import { evaluateShop, stateOf } from "../../../tests/policies/support/shop.ts";
import type { Asked, Case } from "./contract.ts";

export const titleOf = ({ cloud, name }: Rule): string => `${cloud}/${name}`;

/** Which rules find something, where each may be asked otherwise. */
const foundBy = (rules: readonly Rule[], type: string, finds: (rule: Rule) => readonly unknown[]): Case["found"] =>
  new Set(rules.filter((rule) => type in rule.types && finds(rule).length > 0).map(titleOf));

/** A scanner looks for a resource by its id, and may find another one whose id has that in it. */
interface Ids {
  readonly own: string;
  around(name: string): string;
}

const idsOf = (example: string, kind: "compliant" | "broken"): Ids => ({
  own: `${example}-${kind}`,
  around: (name) => `${example}-${name}-around`,
});

const sourcesOf = (sources: Readonly<Record<string, string>> = {}, { own, around }: Ids): Asked["sources"] =>
  Object.fromEntries(
    Object.entries(sources).map(([property, name]) => [property, [name === "subject" ? own : around(name)]]),
  );

/** A rule's example. What a team has set is about that rule alone. */
function caseOf(own: Rule, rules: readonly Rule[], ids: Ids, { type, inputs, given = {} }: Example): Case {
  const { options, ...around } = given;
  const neighbour = ({ type, name, inputs = {}, sources }: Neighbour): Asked => ({
    ...{ id: ids.around(name), cloud: own.cloud, type, inputs, sources: sourcesOf(sources, ids) },
  });
  return {
    ...{ id: ids.own, cloud: own.cloud, type, inputs, sources: sourcesOf(given.sources, ids), rule: titleOf(own) },
    found: foundBy(rules, type, (rule) => found(rule, { type, inputs, given: rule === own ? given : around })),
    around: (given.around ?? []).map(neighbour),
  };
}

/** The examples of a rule: of each type the compliant one, and those with a change. */
function casesOf(rule: Rule, rules: readonly Rule[]): readonly Case[] {
  return Object.entries(rule.types).flatMap(([type, asked], at) => {
    const ids = idsOf(`${rule.name}-${at}`, "compliant");
    const compliant = caseOf(rule, rules, ids, { type, inputs: inputsOf(asked), given: asked.given });
    // What a rule wants nowhere has no compliant example, and changes nothing.
    if (asked.compliant === "none") return [compliant];
    const changed = asked.broken.map((change, number) => ({
      ...caseOf(rule, rules, idsOf(`${rule.name}-${at}-${number}`, "broken"), { type, ...brokenBy(asked, change) }),
      brokenFrom: ids.own,
    }));
    return [compliant, ...changed];
  });
}

/** The shop's resources on four clouds. */
async function shopCases(rules: readonly Rule[]): Promise<readonly Case[]> {
  const stack = await evaluateShop(clouds);
  if (stack.error !== undefined) throw stack.error;
  const program = programOf(subjectsOf(stack.resources.map(stateOf)));
  // A name is unique among the resources of a type.
  const idOf = (urn: string): string => {
    const [type = "", name = ""] = urn.split("::").slice(-2);
    return `of-${type}-${name}-shop`.replaceAll(/[^\w-]/g, "-");
  };
  return clouds.flatMap((cloud) => {
    const own = rules.filter((rule) => rule.cloud === cloud);
    return stack.resources.flatMap(({ urn, type, inputs, propertyDependencies }) => {
      const subject = program.subjects.find((one) => one.urn === urn);
      if (subject === undefined || !type.startsWith(`${packages[cloud]}:`)) return [];
      const finds = (rule: Rule) => [
        ...examine(rule, subject, givenTo(rule)),
        ...examineGraph(rule, subject, program, givenTo(rule)),
      ];
      const sources = Object.entries(propertyDependencies).map(([name, urns]) => [name, urns.map(idOf)]);
      return [
        {
          ...{ id: idOf(urn), cloud, type, inputs, sources: Object.fromEntries(sources), around: [] },
          found: foundBy(own, type, finds),
        },
      ];
    });
  });
}

/** Everything that scanners are asked about: the examples of all rules, and the shop. */
export async function allCases(rules: readonly Rule[]): Promise<readonly Case[]> {
  const byCloud = Map.groupBy(rules, ({ cloud }) => cloud);
  const examples = rules.flatMap((rule) => casesOf(rule, byCloud.get(rule.cloud) ?? []));
  return [...examples, ...(await shopCases(rules))];
}

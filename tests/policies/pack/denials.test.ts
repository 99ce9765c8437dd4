import assert from "node:assert/strict";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import type { Broken, Neighbour, Rule, Surroundings, TypeRule } from "../../../policies/contract/rule.ts";
import type { Fields } from "../../../policies/contract/values.ts";
import { createContext } from "../../../policies/pack/context.ts";
import { createPolicies } from "../../../policies/pack/policies.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { changed } from "../support/changed.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzerOf } from "./in-process.ts";
import type { Registered } from "./requests.ts";

const denied = (await loadCatalogue()).filter(({ level }) => level === "denied");

const registered = ({ type, name, inputs = {}, sources = {} }: Neighbour): Registered => ({
  ...{ urn: urnOf(name), type, name, inputs },
  propertyDependencies: Object.fromEntries(
    Object.entries(sources).map(([property, from]) => [property, [urnOf(from)]]),
  ),
});

/** The resources of an example, as a program registers them: the one that it is about comes last. */
function resourcesOf(type: string, inputs: Fields, { around = [], sources = {} }: Surroundings): readonly Registered[] {
  return [...around, { type, name: "subject", inputs, sources }].map(registered);
}

/** What a pack with one rule says of an example, resource by resource and at the end. */
async function violations(rule: Rule, resources: readonly Registered[], reachable: Readonly<Record<string, string>>) {
  const settings: Settings = { ...defaultSettings, public: reachable, costs: "none" };
  const { analyze, analyzeStack } = analyzerOf(createPolicies(createContext([rule], settings, "2026-11-30")));
  const each: Awaited<ReturnType<typeof analyze>>[] = [];
  for (const resource of resources) each.push(await analyze(resource));
  const found = [...each.flat(), ...(await analyzeStack(resources))];
  return found.filter(({ policy, urn }) => policy === rule.name && urn === urnOf("subject"));
}

function exampleOf({ compliant, given = {} }: TypeRule, change: Broken): readonly [Fields, Surroundings] {
  const inputs = compliant === "none" ? {} : compliant;
  if ("says" in change) return [change.inputs ?? inputs, { ...given, ...change }];
  return [changed(inputs, change[0], change[1]), given];
}

describe("each denial", () => {
  for (const rule of denied) {
    it(`of ${rule.cloud} ${rule.name} refuses its examples in Pulumi's own words`, async () => {
      for (const [type, asked] of Object.entries(rule.types)) {
        for (const change of asked.broken) {
          const [inputs, given] = exampleOf(asked, change);
          const reachable = given.isPublic === true ? { subject: "it is meant" } : {};

          const found = await violations(rule, resourcesOf(type, inputs, given), reachable);

          assert.deepEqual(
            found.map(({ level }) => level),
            ["mandatory"],
            `${type} ${JSON.stringify(change)}`,
          );
          assert.ok(found[0]?.message.startsWith(`${rule.title}.\n`), found[0]?.message);
        }
      }
    });
  }
});

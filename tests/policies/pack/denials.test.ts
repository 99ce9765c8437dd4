import assert from "node:assert/strict";
import { type GivenResource, verdictOf } from "../../../kit/testing/index.ts";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import type { Broken, Neighbour, Rule, Surroundings, TypeRule } from "../../../policies/contract/rule.ts";
import type { Fields } from "../../../policies/contract/values.ts";
import { createContext } from "../../../policies/pack/context.ts";
import { createPolicies } from "../../../policies/pack/policies.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { changed } from "../support/changed.ts";
import { urnOf } from "../support/subjects.ts";

const denied = (await loadCatalogue()).filter(({ level }) => level === "denied");

/** The resources of an example, as a program registers them: the one that it is about comes last. */
const resourcesOf = (type: string, inputs: Fields, { around = [], sources = {} }: Surroundings) =>
  [...around, { type, name: "subject", inputs, sources }].map(
    ({ sources: from = {}, inputs: own = {}, ...each }: Neighbour): GivenResource => ({
      ...{ type: each.type, name: each.name, urn: urnOf(each.name), inputs: own },
      propertyDependencies: Object.fromEntries(Object.entries(from).map(([property, name]) => [property, [name]])),
    }),
  );

/** What a pack with one rule says of an example. */
async function violationsOf(rule: Rule, resources: readonly GivenResource[], reachable: Settings["public"]) {
  const context = createContext([rule], { ...defaultSettings, public: reachable, costs: "none" }, "2026-11-30");
  const { violations } = await verdictOf(createPolicies(context))(resources);
  return violations.filter(({ policy, urn }) => policy === rule.name && urn === urnOf("subject"));
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

          const found = await violationsOf(rule, resourcesOf(type, inputs, given), reachable);

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

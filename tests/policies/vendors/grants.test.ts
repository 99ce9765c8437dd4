import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import type { Grant } from "fourfold/components";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { programOf } from "../../../policies/contract/program.ts";
import { assess } from "../../../policies/engine/assess.ts";
import { explainFinding } from "../../../policies/engine/finding.ts";
import { parseSettings } from "../../../policies/settings/settings.ts";
import { subjectsOf } from "../../../policies/sources/states.ts";
import { deployTables } from "../../components/tables/deployment.ts";
import { stateOf } from "../support/shop.ts";

/** What `exact-grants` finds of a set with two tables, by the function, and what its output says of the same. */
async function both(cloud: Cloud) {
  const catalogue = (await loadCatalogue()).filter(({ name }) => name === "exact-grants");
  const { resources, outputs } = await deployTables(cloud);
  const settings = parseSettings({}, "settings", catalogue);
  const { judged } = assess(programOf(subjectsOf(resources.map(stateOf))), catalogue, settings, "2026-11-30");
  const found = judged.map(({ finding }) => `${finding.property}: ${explainFinding(finding)}`);
  const grants: Readonly<Record<string, readonly Grant[]>> = Object(outputs.grants);
  const told = Object.entries(grants).flatMap(([name, all]) =>
    all.flatMap(({ excess }) => excess.map(({ may }) => `grants.${name}: it may ${may}`)),
  );
  return { found, told };
}

describe("the rule exact-grants", () => {
  for (const cloud of clouds) {
    it(`finds on ${cloud} what a set itself says of its grants`, async () => {
      const { found, told } = await both(cloud);

      assert.equal(found.length, told.length);
      assert.equal(told.length, cloud === "gcp" || cloud === "cloudflare" ? 1 : 0);
      for (const [at, text] of told.entries()) assert.ok(found[at]?.includes(text), `${found[at]}`);
    });
  }
});

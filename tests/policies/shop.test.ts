import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { previewProject } from "../../kit/cli/dev/preview.ts";
import { openProject } from "../../kit/cli/project.ts";
import { loadCatalogue } from "../../policies/catalogue.ts";
import { programOf } from "../../policies/contract/program.ts";
import { assess } from "../../policies/engine/assess.ts";
import { formatAssessment } from "../../policies/reports/people.ts";
import { parseSettings } from "../../policies/settings/settings.ts";
import { settingsKey } from "../../policies/settings/stack.ts";
import { type StateLike, subjectsOf } from "../../policies/sources/states.ts";
import { repository } from "../support/command.ts";
import { evaluateShop, production, stateOf } from "./support/shop.ts";

/** What the policies say of resources, as the shop's team wants it. */
async function assessed(states: readonly StateLike[]) {
  const catalogue = await loadCatalogue();
  const settings = parseSettings(JSON.parse(production(clouds)[settingsKey] ?? ""), settingsKey, catalogue);
  const subjects = subjectsOf(states);
  const assessment = assess(programOf(subjects), catalogue, settings, "2026-11-30");
  return { ...assessment, text: formatAssessment(assessment, settings, subjects.length) };
}

describe("the shop on four clouds", function () {
  this.timeout(300_000);

  it("is within its security budget at its first preview, when hardly anything that others make is known", async () => {
    const config = { values: production(clouds), secretKeys: ["fourfold-shop:invitation"] };
    const options = { stack: "prod", signal: new AbortController().signal, note: () => undefined };
    const { errors, states } = await previewProject(openProject(repository), config, options);

    const { isRefused, judged, text } = await assessed(states);

    assert.deepEqual(errors, []);
    assert.equal(isRefused, false, text);
    assert.ok(judged.filter(({ verdict }) => verdict === "pending").length > 50);
    assert.deepEqual(
      judged.filter(({ finding }) => finding.kind === "unreadable"),
      [],
    );
  });

  it("still is when everything is known, and nothing is left for later, on those that know least before", async () => {
    const stack = await evaluateShop(["aws", "gcp"]);

    const { isRefused, judged, text } = await assessed(stack.resources.map(stateOf));

    assert.equal(stack.error, undefined);
    assert.equal(isRefused, false, text);
    assert.deepEqual(
      judged.filter(({ verdict }) => verdict === "pending"),
      [],
    );
  });
});

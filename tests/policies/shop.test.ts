import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { previewProject } from "../../kit/cli/dev/preview.ts";
import { openProject } from "../../kit/cli/project.ts";
import { resourcesOf } from "../../kit/cost/resources/states.ts";
import { workerRequestsFor } from "../../kit/cost/worker-requests.ts";
import { loadCatalogue } from "../../policies/catalogue.ts";
import { programOf } from "../../policies/contract/program.ts";
import { Reader } from "../../policies/contract/reader.ts";
import type { Rule } from "../../policies/contract/rule.ts";
import { assessCosts } from "../../policies/costs/assess.ts";
import { assess } from "../../policies/engine/assess.ts";
import { formatAssessment } from "../../policies/reports/people.ts";
import { parseSettings, type Settings } from "../../policies/settings/settings.ts";
import { settingsKey } from "../../policies/settings/stack.ts";
import { type StateLike, subjectsOf } from "../../policies/sources/states.ts";
import { repository } from "../support/command.ts";
import { noCosts } from "./reports/assessed.ts";
import { evaluateShop, production, stateOf } from "./support/shop.ts";

const today = "2026-11-30";

/** What the shop's team wants. */
const teamSettings = (catalogue: readonly Rule[]): Settings =>
  parseSettings(JSON.parse(production(clouds)[settingsKey] ?? ""), settingsKey, catalogue);

/** What the policies say of resources, as the shop's team wants it. */
async function assessed(states: readonly StateLike[]) {
  const catalogue = await loadCatalogue();
  const settings = teamSettings(catalogue);
  const subjects = subjectsOf(states);
  const assessment = assess(programOf(subjects), catalogue, settings, today);
  return { ...assessment, text: formatAssessment(assessment, noCosts, settings, subjects.length) };
}

describe("the shop on four clouds", function () {
  this.timeout(300_000);

  let preview: Awaited<ReturnType<typeof previewProject>>;
  before(async () => {
    const config = { values: production(clouds), secretKeys: ["fourfold-shop:invitation"] };
    const options = { stack: "prod", signal: new AbortController().signal, note: () => undefined };
    preview = await previewProject(openProject(repository), config, options);
    assert.deepEqual(preview.errors, []);
  });

  it("is within its cost budget at its first preview", async () => {
    const { states } = preview;
    const { costs } = teamSettings(await loadCatalogue());

    const { findings, notes, spent } = assessCosts(
      { subjects: subjectsOf(states), resources: resourcesOf(states) },
      costs,
      today,
    );

    assert.deepEqual(findings, []);
    assert.deepEqual(
      notes.map((note) => note.split(/[.:] /)[0]),
      ["Assumed, since nobody has said how much is used", "Not in the costs"],
    );
    assert.deepEqual(
      spent.map(({ name }) => name),
      clouds,
    );
    // A budget far above what is expected would notice nothing.
    for (const { name, monthly, exposure, budget } of spent) {
      assert.ok(monthly > (budget.monthly ?? 0) / 2, name);
      assert.ok(exposure > (budget.exposure ?? 0) / 2, name);
    }
  });

  it("has the clouds' own budgets from the same numbers", async () => {
    const costs = teamSettings(await loadCatalogue()).costs;
    assert.ok(costs !== undefined && costs !== "none");
    const requests = workerRequestsFor(costs.clouds.cloudflare?.monthly ?? 0);
    const inputsOf = (type: string) =>
      preview.states.filter((state) => state.type === type).map(({ inputs }) => inputs);

    assert.deepEqual(
      [
        ...inputsOf("aws:budgets/budget:Budget").map(({ limitAmount }) => Number(limitAmount)),
        ...inputsOf("gcp:billing/budget:Budget").map((inputs) =>
          Number(new Reader(inputs).known("amount.specifiedAmount.units")),
        ),
        ...inputsOf("azure-native:consumption:Budget").map(({ amount }) => amount),
        ...inputsOf("cloudflare:index/notificationPolicy:NotificationPolicy")
          .map((inputs) => Number(new Reader(inputs).texts("filters.limits")[0]))
          .toSorted((one, other) => other - one)
          .slice(0, 1),
      ],
      [costs.clouds.aws?.monthly, costs.clouds.gcp?.monthly, costs.clouds.azure?.monthly, requests],
    );
  });

  it("is within its security budget at its first preview, when hardly anything that others make is known", async () => {
    const { isRefused, judged, text } = await assessed(preview.states);

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

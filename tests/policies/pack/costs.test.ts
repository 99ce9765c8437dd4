import assert from "node:assert/strict";
import { createContext } from "../../../policies/pack/context.ts";
import { withConfig } from "../../../policies/pack/cost-policies.ts";
import { createPolicies } from "../../../policies/pack/policies.ts";
import { parseSettings, type Settings } from "../../../policies/settings/settings.ts";
import { ruleFor } from "../support/rules.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzerOf } from "./in-process.ts";
import type { Registered } from "./requests.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const usage = { "*": { accesses: 0, requests: 0 } };

const settingsOf = (costs: object): Settings["costs"] =>
  parseSettings({ costs: { usage, ...costs } }, "costs", []).costs;

function pack(costs: Settings["costs"]) {
  const settings = { ...parseSettings({}, "costs", []), costs };
  return analyzerOf(createPolicies(createContext([ruleFor("door")], settings, "2026-11-30")));
}

/** A secret of $0.40 a month: https://aws.amazon.com/secrets-manager/pricing/ */
const secret = (name: string, more: Partial<Registered> = {}): Registered => ({
  ...{ urn: urnOf(name), type: "aws:secretsmanager/secret:Secret", name, inputs: {} },
  provider: { region: "eu-west-1" },
  ...more,
});

const short = (
  violations: readonly { readonly policy: string; readonly level: string | undefined; readonly urn: string }[],
) => violations.map(({ policy, level, urn }) => [policy, level, urn]);

describe("the cost budget of a pack, asked by the SDK's own handlers", () => {
  it("refuses a stack that is over it, in the region of its provider, and lets pass one that is not", async () => {
    const all = [secret("a"), secret("b", { inputs: { name: unknown } })];

    assert.deepEqual(await pack(settingsOf({ stack: { monthly: 0.8 } })).analyzeStack(all), []);
    const [violation, ...others] = await pack(settingsOf({ stack: { monthly: 0.5 } })).analyzeStack(all);

    assert.deepEqual(
      [violation?.policy, violation?.level, violation?.urn, others],
      ["cost-budget", "mandatory", "", []],
    );
    assert.match(
      violation?.message ?? "",
      /^The costs stay within the budget\.\nThe stack costs \$0\.80 a month as expected, \$0\.30 over its budget of \$0\.50\. Most of it: a \$0\.40, b \$0\.40\. /,
    );
  });

  it("is that of a component, in what it registers", async () => {
    const shop: Registered = {
      ...{ urn: urnOf("shop"), type: "acme:index:Shop", name: "shop", inputs: {} },
      outputs: { costBudget: { monthly: 0.1 }, url: unknown },
    };

    const found = await pack(settingsOf({ stack: { monthly: 9 } })).analyzeStack([
      shop,
      secret("a", { parent: shop.urn }),
    ]);

    assert.deepEqual(short(found), [["cost-budget", "mandatory", urnOf("shop")]]);
  });

  it("refuses what cannot be priced, where the SDK would only warn", async () => {
    const later = secret("a", { inputs: { replicas: unknown } });
    const { analyzeStack } = pack(settingsOf({ stack: { monthly: 9 } }));

    const [violation, ...others] = await analyzeStack([later]);

    assert.deepEqual([violation?.level, others], ["mandatory", []]);
    assert.match(violation?.message ?? "", /cannot be priced: `replicas` is not known before the deployment\./);
  });

  it("refuses what depends on a secret that `pulumi policy analyze` does not show", async () => {
    const [inputs, provider] = [{ serviceConfig: "[secret]", location: "europe-west1" }, { region: "[secret]" }];
    const type = "gcp:cloudfunctionsv2/function:Function";
    const all = [secret("a", { provider }), secret("run", { type, inputs })];

    const said = await pack(settingsOf({ stack: { monthly: 9 } })).analyzeStack(all);

    assert.match(said[0]?.message ?? "", /Secret, 1 resource \(a\), cannot be priced: `region` is not known before /);
    assert.match(
      said[1]?.message ?? "",
      /Function, 1 resource \(run\), cannot be priced: `serviceConfig` is not known/,
    );
    assert.equal(said.length, 2);
  });

  it("is about the inputs that the engine has asked about before, where the cloud answers others", async () => {
    const { analyze, analyzeStack } = pack(settingsOf({ stack: { monthly: 0.5 } }));
    await analyze(secret("a"));

    assert.deepEqual(await analyzeStack([secret("a", { outputs: { replicas: [{ region: "eu-west-2" }] } })]), []);
  });

  it("is missing where nobody has written it, and refused where a file of it cannot be read", async () => {
    const growth = { baseline: "/none/costs.json", atMost: 0 };

    assert.deepEqual(short(await pack(undefined).analyzeStack([secret("a")])), [
      ["cost-budget", "mandatory", ""],
      ["cost-notes", "advisory", ""], // what is assumed
    ]);
    assert.match(
      (await pack(settingsOf({ growth })).analyzeStack([secret("a")]))[0]?.message ?? "",
      /\/none\/costs\.json: it cannot be read\. Write it with `fourfold cost --json`/,
    );
    assert.deepEqual(await pack("none").analyzeStack([secret("a")]), []);
  });

  it("tells, without refusing, what is let pass without a price", async () => {
    const { analyzeStack } = pack(settingsOf({ stack: { monthly: 9 }, unpriced: { "aws:*": "It is a beta." } }));
    const thing: Registered = { urn: urnOf("thing"), type: "aws:new/thing:Thing", name: "thing", inputs: {} };

    const found = await analyzeStack([thing]);

    assert.deepEqual(short(found), [["cost-notes", "advisory", ""]]);
    assert.match(found[0]?.message ?? "", /\nNot in the costs: aws:\*, 1 resource\. It is a beta\.$/);
  });
});

describe("Pulumi's configuration of the pack", () => {
  it("has a budget of the stack that counts before the team's, and a time to respond", () => {
    const budgetOf = (costs: Settings["costs"], config: Parameters<typeof withConfig>[1]) => {
      const found = withConfig(costs, config);
      return found === undefined || found === "none" ? found : [found.stack, found.responseTime];
    };
    const team = settingsOf({ stack: { monthly: 5, exposure: 1 }, responseTime: 8 });

    assert.deepEqual(budgetOf(team, { monthly: 9 }), [{ monthly: 9, exposure: 1 }, 8]);
    assert.deepEqual(budgetOf(team, { responseTime: 2 }), [{ monthly: 5, exposure: 1 }, 2]);
    assert.deepEqual(budgetOf("none", { exposure: 3 }), [{ monthly: undefined, exposure: 3 }, undefined]);
  });

  it("is no budget by a time to respond alone", () => {
    for (const costs of [undefined, "none"] as const) assert.equal(withConfig(costs, { responseTime: 2 }), costs);
  });
});

import assert from "node:assert/strict";
import { type CostUsageArgs, type DeployArgs, deploy } from "fourfold/components";
import { properties } from "../../components/support/checks/properties.ts";
import { evaluateResources } from "../../kit/cost/evaluate.ts";
import { usageKeys } from "../../kit/cost/meters/usage-keys.ts";
import { usesOf } from "../../kit/cost/report/summary.ts";
import type { CostedResource } from "../../kit/cost/resources/resource.ts";
import { deploySet } from "./deployment.ts";
import { mail } from "./fixtures/sample.ts";

const setIn = async (costUsage: DeployArgs<typeof mail>["costUsage"]) => {
  const stack = await deploySet(mail, "aws", costUsage === undefined ? {} : { costUsage }, { preview: true });
  return { stack, set: stack.resources.find(({ type }) => type === "fourfold:index:FunctionSet") };
};

describe("how much of a function set is used", () => {
  it("is an input and an output of its component, by the names of the components that it makes, and is none where nobody says it", async () => {
    const [{ set, stack }, without] = [
      await setIn({ "*": { logSize: 2 }, letters: { attempts: 3 }, carrier: { duration: 9 }, clerk: { requests: 5 } }),
      await setIn(undefined),
    ];

    const expected = {
      "*": { logSize: 2 },
      "mail-letters": { attempts: 3 },
      "mail-letters-delivery": { attempts: 3 },
      "mail-carrier": { duration: 9 },
      "mail-clerk": { requests: 5 },
    };
    assert.deepEqual([set?.inputs, set?.outputs.costUsage], [{ costUsage: expected }, expected]);
    assert.deepEqual([without.set?.inputs, Object.hasOwn(without.set?.outputs ?? {}, "costUsage")], [{}, false]);
    assert.deepEqual(
      new Set(stack.resources.map(({ urn }) => urn)),
      new Set(without.stack.resources.map(({ urn }) => urn)),
    );
  });

  it("is what an estimate of the set takes", async () => {
    const { stack } = await setIn({ "*": { duration: 7 }, carrier: { duration: 9 }, letters: { messages: 40 } });
    const resources = stack.resources.map(
      ({ urn, type, name, inputs, parent }): CostedResource => ({
        ...{ urn, type, name, inputs, parent, sources: {}, provider: { region: "eu-west-1" } },
      }),
    );

    const { costs } = evaluateResources(resources, {});
    const of = (name: string, kind: string) =>
      usesOf(costs.estimate)
        .filter((use) => use.resource.type === kind && use.name === name)
        .map(({ value }) => value);

    assert.deepEqual(of("duration", "aws:lambda/function:Function").toSorted(), [7, 7, 9]);
    assert.ok(of("messages", "aws:sqs/queue:Queue").includes(40));
  });

  for (const [costUsage, message] of [
    [
      { leters: {} },
      /FunctionSet "mail": `costUsage` names "leters", which the set does not make\. Did you mean "letters"\?/,
    ],
    [{ office: {} }, /`costUsage` names "office", .* Name one of \*, post, carrier, clerk, /],
    [{ post: { requests: -1 } }, /`costUsage\.post\.requests` is -1, and not an amount from 0 on\. .*\[ERR_ARGUMENT\]/],
    [{ "*": { logSize: Number.POSITIVE_INFINITY } }, /`costUsage\.\*\.logSize` is Infinity, and not an amount/],
    [{ post: { request: 1 } }, /costUsage.*request.*requests/],
  ] as const) {
    it(`is refused as ${JSON.stringify(costUsage)}`, async () => {
      const stack = await deploySet(mail, "aws", { costUsage });

      assert.match(stack.error?.message ?? "", message);
    });
  }

  it("can be said with each key of usage, and is checked by the compiler", () => {
    assert.deepEqual(Object.keys(properties.CostUsageArgs), Object.keys(usageKeys));
    const same: Record<keyof typeof usageKeys, number> = {} as Required<CostUsageArgs>;
    assert.ok(same);
    type Usage = NonNullable<DeployArgs<typeof mail>["costUsage"]>;
    const known: Usage = { "*": {}, post: { requests: 1 }, sent: { messages: 1 } };
    // @ts-expect-error - not a part of the set
    const part: Usage = { office: {} };
    // @ts-expect-error - not a key of usage
    const key: Usage = { post: { request: 1 } };
    assert.ok([known, part, key, deploy].every(Boolean));
  });
});

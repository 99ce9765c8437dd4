import assert from "node:assert/strict";
import { deploySample } from "./deployment.ts";

const setIn = async (costBudget?: { readonly monthly?: number; readonly exposure?: number }) => {
  const stack = await deploySample("aws", {
    ...(costBudget === undefined ? {} : { deploy: { costBudget } }),
    evaluate: { preview: true },
  });
  return { stack, set: stack.resources.find(({ type }) => type === "fourfold:index:FunctionSet") };
};

describe("what a function set may cost", () => {
  it("is an input and an output of its component, which policies find at a preview, and is none where nobody says it", async () => {
    const budget = { monthly: 20, exposure: 5 };

    const [{ set, stack }, without] = [await setIn(budget), await setIn()];

    assert.deepEqual([set?.inputs, set?.outputs.costBudget], [{ costBudget: budget }, budget]);
    assert.deepEqual([without.set?.inputs, Object.hasOwn(without.set?.outputs ?? {}, "costBudget")], [{}, false]);
    assert.deepEqual(
      new Set(stack.resources.map(({ urn }) => urn)),
      new Set(without.stack.resources.map(({ urn }) => urn)),
    );
  });

  for (const [budget, message] of [
    [
      {},
      /FunctionSet "sample": `costBudget` has no amount\. Write US dollars: `costBudget: \{ monthly: 20, exposure: 5 \}`\. \[ERR_ARGUMENT\]/,
    ],
    [{ monthly: -1 }, /`costBudget\.monthly` is -1, and not an amount from 0 on\./],
    [{ exposure: Number.NaN }, /`costBudget\.exposure` is NaN, and not an amount from 0 on\./],
  ] as const) {
    it(`is refused as ${JSON.stringify(budget)}`, async () => {
      assert.match((await setIn(budget)).stack.error?.message ?? "", message);
    });
  }
});

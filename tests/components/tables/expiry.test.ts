import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, table, type } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { archive } from "../fixtures/sample.ts";
import { type Changes, deployTables } from "./deployment.ts";

interface Pass {
  readonly id: string;
  readonly until?: number;
  readonly ends?: number;
}

/** A set with one table, whose items expire by a property, or stay. */
const passes = (expires?: "until" | "ends"): AnySet =>
  functionSet("archive", {
    root: archive.root,
    resources: { passes: table(type<Pass>(), { key: "id", ...(expires === undefined ? {} : { expires }) }) },
    functions: { visitor: { ...archive.functions.visitor, links: { passes: ["read"] } } },
    exports: { passes: ["read"] },
  });

/** What the cloud is told of expiry: it is on, or off. On Cloudflare the functions alone know. */
const isOn: { readonly [C in Cloud]?: (stack: EvaluatedStack) => boolean } = {
  aws: (stack) => Object(only(stack, "aws:dynamodb/table:Table").outputs.ttl).enabled,
  gcp: ({ resources }) =>
    resources.some(({ type: own, inputs }) => own === "gcp:firestore/field:Field" && inputs.ttlConfig !== undefined),
  azure: (stack) =>
    Object(only(stack, "azure-native:cosmosdb:SqlResourceSqlContainer").outputs.resource).defaultTtl === -1,
};

function only(stack: EvaluatedStack, own: string) {
  const [first] = stack.all(own);
  assert.ok(first !== undefined);
  return first;
}

/** What is gone or made anew besides the code of functions, which is another one, and what keeps the name of the property. */
function lossesOf(before: EvaluatedStack, after: EvaluatedStack): readonly string[] {
  const left = new Set(after.resources.map(({ type: own, id }) => `${own} ${id}`));
  const others = before.resources.filter(
    ({ type: own, name }) => !/bucketObject|storage:Blob/i.test(own) && !/-(?:expires|expiry)$/.test(name),
  );
  return others.map(({ type: own, id }) => `${own} ${id}`).filter((one) => !left.has(one));
}

describe("when items of a deployed table expire", () => {
  for (const cloud of clouds) {
    const deployed = async (set: AnySet, changes: Changes = {}): Promise<EvaluatedStack> => {
      const stack = await deployTables(cloud, set, changes);
      assert.equal(stack.error, undefined);
      return stack;
    };

    it(`is not said by another property from one deployment to the next on ${cloud}: a preview refuses it`, async () => {
      const first = await deployed(passes("until"));

      for (const preview of [true, false]) {
        const { error, changes } = await deployTables(cloud, passes("ends"), { after: first, preview });

        assert.match(
          error?.message ?? "",
          /Table "archive-passes": its items expire by "until", and cannot expire by "ends"/,
        );
        assert.match(error?.message ?? "", /Deploy it without `expires` in between.*\[ERR_REPLACEMENT\]/);
        assert.deepEqual([changes.replace ?? 0, changes.delete ?? 0, changes.update ?? 0], [0, 0, 0]);
      }
    });

    it(`can be turned on, off, and on by another property on ${cloud}, also of a protected table, without replacing it`, async () => {
      const steps = [undefined, "until", undefined, undefined, "ends"] as const;
      const protection = "protect";
      let before: EvaluatedStack | undefined;
      for (const expires of steps) {
        const after = before === undefined ? {} : { after: before };
        const stack = await deployed(passes(expires), { protection, ...after });

        assert.equal(isOn[cloud]?.(stack) ?? expires !== undefined, expires !== undefined);
        assert.deepEqual(before === undefined ? [] : lossesOf(before, stack), []);
        const { layout } = Object(stack.outputs.handles).passes.attributes;
        assert.equal(JSON.parse(layout).expires, expires);
        before = stack;
      }
    });

    it(`stays off without a change on ${cloud}`, async () => {
      const on = await deployed(passes("until"));
      const off = await deployed(passes(), { after: on });

      const { changes } = await deployed(passes(), { after: off });

      assert.deepEqual(Object.keys(changes), ["same"]);
    });
  }

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
  it("is turned off on aws by the name of the property that the state has, since the provider would leave it on without `ttl`", async () => {
    const on = await deployTables("aws", passes("until"));
    const off = await deployTables("aws", passes(), { after: on });

    assert.deepEqual(only(off, "aws:dynamodb/table:Table").inputs.ttl, { attributeName: "until", enabled: false });
  });

  it("can be said by a transform on aws, where the set says nothing", async () => {
    const ttl = { attributeName: "until", enabled: true };
    const transform = { tables: { passes: { aws: { table: { ttl } } } } };
    const first = await deployTables("aws", passes());
    const second = await deployTables("aws", passes(), { after: first, transform });

    assert.equal(second.error, undefined);
    assert.deepEqual(only(second, "aws:dynamodb/table:Table").outputs.ttl, ttl);
  });
});

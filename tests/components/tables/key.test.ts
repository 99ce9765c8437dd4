import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, table, type } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** A set with one table, as plain JavaScript writes it. */
const withTable = (options: object, name = "people"): AnySet =>
  functionSet("archive", {
    root: archive.root,
    resources: { [name]: table(type<Person>(), options as never) },
    functions: { visitor: { ...archive.functions.visitor, links: { [name]: ["read"] } as never } },
  });

const before = withTable({ key: "id" });

const others: Readonly<Record<string, AnySet>> = {
  "another property": withTable({ key: "email" }),
  "one property more": withTable({ key: ["id", "email"] }),
};

/** What is replaced when the code of a function changes, and with it the name of the object that it is built from. */
const sources: { readonly [C in Cloud]?: number } = { gcp: 1, azure: 1 };

/** What keeps items, and who may use them, by the cloud's own identifiers. */
const keepers = ({ resources }: EvaluatedStack): readonly string[] =>
  resources.flatMap(({ type: own, id }) =>
    /^(?:aws:dynamodb|gcp:firestore|gcp:projects\/iAMMember|azure-native:cosmosdb:|cloudflare:index\/d1)/.test(own)
      ? [`${own} ${id}`]
      : [],
  );

describe("the key of a table that is deployed", () => {
  it("is known for as long as the table is protected, also when a destruction is refused half-way", async () => {
    const { resources } = await deployTables("azure", before, { protection: "protect" });

    assert.equal(resources.find(({ name }) => name === "archive-people-key")?.protect, true);
  });

  for (const cloud of clouds) {
    for (const [what, after] of Object.entries(others)) {
      it(`is not replaced by ${what} on ${cloud}: a preview refuses it, and says how to migrate`, async () => {
        const first = await deployTables(cloud, before);
        assert.equal(first.error, undefined);

        for (const preview of [true, false]) {
          const { error, changes } = await deployTables(cloud, after, { after: first, preview });

          assert.match(
            error?.message ?? "",
            /Table "archive-people": it is deployed with the key id, and another key, /,
          );
          assert.match(error?.message ?? "", /Add a table with the new key under another name.*\[ERR_REPLACEMENT\]/);
          assert.deepEqual([changes.replace ?? 0, changes.delete ?? 0], [0, 0]);
        }
      });
    }

    it(`stays on ${cloud} when indexes and counters come, also under another name`, async () => {
      const first = await deployTables(cloud, before);
      const more = { key: "id", indexes: { byEmail: "email" }, counters: ["visits"], was: ["people"] };

      const second = await deployTables(cloud, withTable(more, "persons"), { after: first });

      assert.equal(second.error, undefined);
      assert.deepEqual([second.changes.replace ?? 0, second.changes.delete ?? 0], [sources[cloud] ?? 0, 0]);
      const left = new Set(keepers(second));
      assert.ok(keepers(first).length > 0);
      assert.deepEqual(
        keepers(first).filter((id) => !left.has(id)),
        [],
      );
    });
  }
});

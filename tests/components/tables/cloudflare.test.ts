import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

const database = "cloudflare:index/d1Database:D1Database";

const bindingsOf = (stack: EvaluatedStack, name: string): readonly Readonly<Record<string, string>>[] =>
  Object(stack.find("cloudflare:index/workersScript:WorkersScript", `archive-${name}-script`).inputs).bindings;

describe("tables on cloudflare", () => {
  it("are a database each, with every setting, since one that is left out comes back as a change", async () => {
    const stack = await deployTables("cloudflare");

    assert.equal(stack.error, undefined);
    assert.deepEqual(
      stack.all(database).map(({ name, inputs: { accountId, readReplication } }) => [name, accountId, readReplication]),
      // https://github.com/cloudflare/terraform-provider-cloudflare/issues/6309
      ["archive-people-database", "archive-papers-database"].map((name) => [
        ...[name, "0123456789abcdef0123456789abcdef", { mode: "disabled" }],
      ]),
    );
  });

  // D1 knows no protection of its own: https://developers.cloudflare.com/api/resources/d1/subresources/database/
  for (const [protection, protect, retainOnDelete] of [
    ["protect", true, false],
    ["retain", false, true],
    ["destroy", false, false],
  ] as const) {
    it(`can be deleted as \`protection: "${protection}"\` says`, async () => {
      const stack = await deployTables("cloudflare", archive, { protection });

      const kept = stack.all(database).map((one) => [one.protect, one.retainOnDelete]);
      assert.deepEqual(kept, [
        [protect, retainOnDelete],
        [protect, retainOnDelete],
      ]);
    });
  }

  it("are bound to the Workers that have links to them, and to no others", async () => {
    const stack = await deployTables("cloudflare");
    const databasesOf = (name: string) =>
      bindingsOf(stack, name)
        .filter(({ type }) => type === "d1")
        .map(({ name: binding, id }) => [binding, id]);

    const people = ["FOURFOLD_PEOPLE_DATABASE", stack.find(database, "archive-people-database").id];
    const papers = ["FOURFOLD_PAPERS_DATABASE", stack.find(database, "archive-papers-database").id];
    assert.deepEqual(databasesOf("visitor"), [people]);
    assert.deepEqual(databasesOf("clerk"), [people, papers]);
  });

  it("tell each function which binding they are, and what items are found by", async () => {
    const stack = await deployTables("cloudflare");
    const { text = "" } = bindingsOf(stack, "clerk").find(({ name }) => name === "FOURFOLD_PAPERS") ?? {};

    assert.deepEqual(JSON.parse(text), {
      address: "FOURFOLD_PAPERS_DATABASE",
      layout: { key: ["owner", "id"], indexes: { byKind: ["kind", "id"] }, counters: ["copies"], expires: "until" },
    });
  });

  // https://developers.cloudflare.com/d1/worker-api/
  it("say in `grants` that a link is a binding, which has no verbs", async () => {
    const { outputs } = await deployTables("cloudflare");

    const because = "a binding to a D1 database permits reading and writing";
    const source = "https://developers.cloudflare.com/d1/worker-api/";
    assert.deepEqual(Object(outputs.grants).visitor, [
      {
        ...{ resource: "people", kind: "table", verbs: ["read"], effective: "d1 binding FOURFOLD_PEOPLE_DATABASE" },
        excess: [{ may: 'write "people"', because, source }],
      },
    ]);
  });
});

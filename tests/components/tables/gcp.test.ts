import assert from "node:assert/strict";
import { type AnySet, functionSet, table, type } from "fourfold";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

const field = "gcp:firestore/field:Field";
const index = "gcp:firestore/index:Index";

type Stack = Awaited<ReturnType<typeof deployTables>>;

const inputsOf = ({ resources }: Stack, name: string) =>
  resources.find((one) => one.name === `archive-${name}`)?.inputs ?? {};
const namesOf = (stack: Stack, type: string) =>
  stack
    .all(type)
    .map(({ name }) => name.replace("archive-", ""))
    .toSorted();

describe("tables on gcp", () => {
  it("are collections of one database, which have what they are asked for in both directions, and nothing else", async () => {
    const stack = await deployTables("gcp");
    const { project, name: database } = stack.find("gcp:firestore/database:Database").outputs;
    const collection = String(inputsOf(stack, "papers-exemption").collection);
    const place = { project, database, collection };

    assert.equal(stack.error, undefined);
    assert.match(collection, /^papers-[0-9a-f]{8}$/);
    for (const [properties, order] of [
      ["owner-id", "ASCENDING"],
      ["owner-id", "DESCENDING"],
      ["kind-id", "ASCENDING"],
      ["kind-id", "DESCENDING"],
    ] as const) {
      const [first, second] = properties.split("-");
      const fields = [
        { fieldPath: first, order: "ASCENDING" },
        { fieldPath: second, order },
      ];
      const made = inputsOf(stack, `papers-${properties}-${order.toLowerCase()}-index`);
      assert.deepEqual(made, { ...place, queryScope: "COLLECTION", fields });
    }
    assert.equal(stack.all(index).length, 4);
    assert.deepEqual(inputsOf(stack, "papers-exemption"), { ...place, field: "*", indexConfig: {} });
    assert.deepEqual(inputsOf(stack, "papers-counters-exemption"), {
      ...place,
      collection: `${collection}~counters`,
      field: "*",
      indexConfig: {},
    });
    assert.deepEqual(inputsOf(stack, "papers-expiry"), { ...place, field: "_expires", indexConfig: {}, ttlConfig: {} });
    const { indexConfig } = inputsOf(stack, "people-email-field");
    assert.deepEqual(indexConfig, { indexes: [{ order: "ASCENDING" }] });
    assert.deepEqual(namesOf(stack, field), [
      "papers-counters-exemption",
      "papers-exemption",
      "papers-expiry",
      "people-email-field",
      "people-exemption",
    ]);
  });

  it("make one index where several are of the same properties, or of those of the key", async () => {
    const indexes = {
      byKey: ["list", "id"],
      first: ["kind", "id"],
      second: ["kind", "id"],
      one: "list",
      other: "list",
    } as const;
    const Item = type<{ readonly list: string; readonly id: string; readonly kind: string }>();
    const set: AnySet = functionSet("archive", {
      root: archive.root,
      resources: { papers: table(Item, { key: ["list", "id"], indexes }) },
      functions: { visitor: { ...archive.functions.visitor, links: { papers: ["read"] } } },
    });
    const stack = await deployTables("gcp", set);

    assert.equal(stack.error, undefined);
    assert.deepEqual(namesOf(stack, index), [
      ...["kind-id-ascending", "kind-id-descending", "list-id-ascending", "list-id-descending"].map(
        (one) => `papers-${one}-index`,
      ),
    ]);
    assert.deepEqual(namesOf(stack, field), ["papers-exemption", "papers-list-field"]);
  });

  for (const [protection, recovery, deletion] of [
    ["protect", "ENABLED", "ENABLED"],
    ["retain", "ENABLED", "DISABLED"],
    ["destroy", "DISABLED", "DISABLED"],
  ] as const) {
    it(`can be restored and deleted as \`protection: "${protection}"\` says`, async () => {
      const stack = await deployTables("gcp", archive, { protection });

      stack.has("gcp:firestore/database:Database", {
        pointInTimeRecoveryEnablement: `POINT_IN_TIME_RECOVERY_${recovery}`,
        deleteProtectionState: `DELETE_PROTECTION_${deletion}`,
        // With the provider's default a destroyed database stays: https://github.com/GoogleCloudPlatform/magic-modules/pull/9450
        deletionPolicy: "DELETE",
      });
    });
  }

  it("let functions read or write their database, and writers ask for nothing that they do not know", async () => {
    const stack = await deployTables("gcp");
    const { id: path } = stack.find("gcp:firestore/database:Database");
    const { permissions } = inputsOf(stack, "database-writer");
    const grantsOf = (name: string) =>
      stack
        .all("gcp:projects/iAMMember:IAMMember")
        .filter((one) => one.name.startsWith(`archive-${name}--`))
        .map(({ name: own, inputs: { role, condition } }) => [
          own.replace(`archive-${name}--`, ""),
          role,
          Object(condition).expression,
        ]);
    const writer = stack.find("gcp:projects/iAMCustomRole:IAMCustomRole").outputs.name;
    const onDatabase = `resource.name == "${path}"`;
    const grant = (table: string) => [
      [`${table}--viewer`, "roles/datastore.viewer", onDatabase],
      [`${table}--firestore-writer-of-the-database`, writer, onDatabase],
    ];

    assert.deepEqual(
      permissions,
      ["create", "delete", "get", "update"].map((verb) => `datastore.entities.${verb}`),
    );
    assert.deepEqual(grantsOf("visitor"), grant("people").slice(0, 1));
    assert.deepEqual(grantsOf("clerk").toSorted(), [...grant("people"), ...grant("papers")].toSorted());
  });

  // https://cloud.google.com/firestore/docs/security/iam
  it("say in `grants` that a role is on the whole database", async () => {
    const { outputs } = await deployTables("gcp");
    const effective = "roles/datastore.viewer of the database, Firestore writer of the database";

    assert.deepEqual(Object(outputs.grants).clerk, [
      { resource: "people", kind: "table", verbs: ["read", "write"], effective, excess: [] },
      { resource: "papers", kind: "table", verbs: ["read", "write"], effective, excess: [] },
    ]);
  });

  it("tell each function where they are, and what items are found by", async () => {
    const stack = await deployTables("gcp");
    const { environmentVariables } = Object(inputsOf(stack, "clerk-function").serviceConfig);
    const { id } = stack.find("gcp:firestore/database:Database");
    const { collection } = inputsOf(stack, "papers-exemption");

    assert.deepEqual(JSON.parse(environmentVariables.FOURFOLD_PAPERS), {
      address: `${id}/documents/${collection}`,
      layout: { key: ["owner", "id"], indexes: { byKind: ["kind", "id"] }, counters: ["copies"], expires: "until" },
    });
  });
});

import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

const cosmos = "azure-native:cosmosdb";
const account = `${cosmos}:DatabaseAccount`;
const container = `${cosmos}:SqlResourceSqlContainer`;
const definition = `${cosmos}:SqlResourceSqlRoleDefinition`;
const assignment = `${cosmos}:SqlResourceSqlRoleAssignment`;
const lock = "azure-native:authorization:ManagementLockByScope";

const up = (...paths: readonly string[]) => paths.map((path) => ({ path, order: "ascending" }));

/** The name of a table's container, which stays when the table is renamed. */
const containerOf = (stack: EvaluatedStack, table: string): string =>
  String(stack.resources.find(({ name }) => name === `archive-${table}-container-name`)?.outputs.hex);

describe("tables on azure", () => {
  it("are in one serverless account without keys, where every read sees what was written", async () => {
    const stack = await deployTables("azure");

    assert.equal(stack.error, undefined);
    assert.equal(stack.resources.filter(({ type }) => type === account).length, 1);
    stack.has(account, {
      capabilities: [{ name: "EnableServerless" }],
      consistencyPolicy: { defaultConsistencyLevel: "Strong" },
      backupPolicy: { type: "Continuous", continuousModeProperties: { tier: "Continuous7Days" } },
      disableLocalAuth: true,
      minimalTlsVersion: "Tls12",
      kind: "GlobalDocumentDB",
      databaseAccountOfferType: "Standard",
      locations: [{ locationName: "westeurope", failoverPriority: 0, isZoneRedundant: false }],
    });
  });

  it("have a container each, which indexes what they are asked for, and nothing else", async () => {
    const stack = await deployTables("azure");
    const excludedPaths = [{ path: "/*" }, { path: '/"_etag"/?' }];

    stack.has(container, {
      containerName: containerOf(stack, "papers"),
      databaseName: "tables",
      resource: {
        id: containerOf(stack, "papers"),
        partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
        defaultTtl: -1,
        indexingPolicy: {
          ...{ indexingMode: "consistent", automatic: true, excludedPaths },
          includedPaths: [{ path: "/item/kind/?" }, { path: "/item/id/?" }, { path: "/hex/id/?" }],
          compositeIndexes: [up("/item/kind", "/item/id", "/pk", "/id"), up("/item/kind", "/hex/id", "/pk", "/id")],
        },
      },
    });
    stack.has(container, {
      resource: {
        id: containerOf(stack, "people"),
        partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
        indexingPolicy: {
          ...{ indexingMode: "consistent", automatic: true, excludedPaths },
          includedPaths: [{ path: "/item/email/?" }],
          compositeIndexes: [up("/item/email", "/pk", "/id")],
        },
      },
    });
  });

  for (const [protection, locks] of [
    ["protect", 1],
    ["retain", 0],
    ["destroy", 0],
  ] as const) {
    it(`have ${locks} locks by \`protection: "${protection}"\`, on the database`, async () => {
      const stack = await deployTables("azure", archive, { protection });

      const made = stack.resources.filter(({ type }) => type === lock);
      assert.equal(made.length, locks);
      const database = stack.resources.find(({ type }) => type === `${cosmos}:SqlResourceSqlDatabase`);
      for (const { inputs, protect } of made) {
        assert.deepEqual([inputs.scope, inputs.level], [database?.id, "CanNotDelete"]);
        // Pulumi refuses to remove what is protected, also when `protection` is lowered: https://www.pulumi.com/docs/iac/concepts/options/protect/
        assert.equal(protect, false);
      }
    });
  }

  it("let functions do what their links say, on this container, and nothing else", async () => {
    const stack = await deployTables("azure");
    const idOf = (name: string) => stack.resources.find((one) => one.name === name)?.id;
    const principalOf = (name: string) =>
      stack.resources.find((one) => one.name === `archive-${name}-identity`)?.outputs.principalId;
    const scopeOf = (name: string) =>
      `${idOf("archive-database-account")}/dbs/tables/colls/${containerOf(stack, name)}`;
    const given = stack.resources.filter(({ type }) => type === assignment).map(({ inputs }) => inputs);
    const rolesOf = (name: string, table: string) =>
      given
        .filter(({ principalId, scope }) => principalId === principalOf(name) && scope === scopeOf(table))
        .map(({ roleDefinitionId }) => roleDefinitionId);

    assert.deepEqual(rolesOf("visitor", "people"), [idOf("archive-people-reader")]);
    assert.deepEqual(rolesOf("visitor", "papers"), []);
    assert.deepEqual(rolesOf("clerk", "papers"), [idOf("archive-papers-reader"), idOf("archive-papers-writer")]);
    // What SDKs of Cosmos DB do, too: https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security
    const actionsOf = (...names: readonly string[]) => [
      { dataActions: names.map((name) => `Microsoft.DocumentDB/databaseAccounts/${name}`) },
    ];
    const items = "sqlDatabases/containers/items";
    stack.has(definition, {
      ...{ roleName: "archive-people-reader", type: "CustomRole", assignableScopes: [scopeOf("people")] },
      permissions: actionsOf("readMetadata", `${items}/read`, "sqlDatabases/containers/executeQuery"),
    });
    stack.has(definition, {
      ...{ roleName: "archive-people-writer", type: "CustomRole", assignableScopes: [scopeOf("people")] },
      permissions: actionsOf(...["create", "replace", "upsert", "delete"].map((verb) => `${items}/${verb}`)),
    });
  });
});

import assert from "node:assert/strict";
import * as cosmosdb from "@pulumi/azure-native/cosmosdb/index.js";
import * as managedidentity from "@pulumi/azure-native/managedidentity/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";
import { interpolate } from "@pulumi/pulumi";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { entries, type Foreign, ofFunction } from "./foreign.ts";

const composite = ["status", "at", "id"].map((name) => ({ path: `/${name}`, order: "ascending" }));

/** May read and write data: https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles */
const contributor = "00000000-0000-0000-0000-000000000002";

/** Creates a document as an identity. @returns the status */
async function create(simulator: Simulator, principal: unknown, document: { readonly id: string }): Promise<number> {
  const { credentials } = await simulator.services("azure-native");
  const wanted = { principal: String(principal), audience: "https://cosmos.azure.com" };
  const token = (await credentials?.(wanted))?.AZURE_ACCESS_TOKEN;
  const account = simulator.world.store.all().find(({ type }) => type.endsWith(":DatabaseAccount"));
  const endpoint = String(account?.outputs.documentEndpoint).replace("https:", "http:");
  const response = await fetch(`${endpoint}dbs/their%20data/colls/entries/docs`, {
    method: "POST",
    headers: {
      authorization: `type=aad&ver=1.0&sig=${token}`,
      "x-ms-documentdb-partitionkey": JSON.stringify([document.id]),
    },
    body: JSON.stringify(document),
  });
  return response.status;
}

/** A container of Cosmos DB, in an account that is nobody's of Fourfold. */
export const azure: Foreign = {
  make() {
    const { name: resourceGroupName } = new resources.ResourceGroup("theirs", { location: "westeurope" });
    const { name: accountName, id } = new cosmosdb.DatabaseAccount("theirs", {
      resourceGroupName,
      databaseAccountOfferType: "Standard",
      locations: [{ locationName: "westeurope" }],
      capabilities: [{ name: "EnableServerless" }],
    });
    const place = { resourceGroupName, accountName };
    const { name: databaseName } = new cosmosdb.SqlResourceSqlDatabase("theirs", {
      ...place,
      ...{ databaseName: "their data", resource: { id: "their data" } },
    });
    const { principalId } = new managedidentity.UserAssignedIdentity("theirs", { resourceGroupName });
    new cosmosdb.SqlResourceSqlRoleAssignment("theirs", {
      ...{ ...place, principalId, scope: id },
      roleDefinitionId: interpolate`${id}/sqlRoleDefinitions/${contributor}`,
    });
    return new cosmosdb.SqlResourceSqlContainer("theirs", {
      ...{ ...place, databaseName, containerName: "entries" },
      resource: {
        id: "entries",
        partitionKey: { paths: ["/id"], kind: "Hash", version: 2 },
        indexingPolicy: { compositeIndexes: [composite] },
      },
    }).id;
  },
  async fill(simulator) {
    const identity = simulator.world.store
      .all()
      .find((one) => one.type.endsWith(":UserAssignedIdentity") && String(one.outputs.name).startsWith("theirs"));
    const ann = { id: "ann", email: "a@example.com", more: { list: [[1], null], ttl: true } };
    for (const entry of [ann, ...entries]) {
      assert.equal(await create(simulator, identity?.outputs.principalId, entry), 201);
    }
  },
  more: { list: [[1], null], ttl: true },
  version: /^"[0-9a-f-]+"$/,
  write(simulator) {
    const identity = ofFunction(simulator, /:UserAssignedIdentity$/, "name");
    return create(simulator, identity?.outputs.principalId, { id: "eve" });
  },
};

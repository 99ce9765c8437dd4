import assert from "node:assert/strict";
import { deploy, FunctionSet } from "fourfold/components";
import { tables } from "../../kit/conformance/tables/set.ts";
import { apart, foundationOn, openStack } from "./deployment.ts";
import { type DeployedTables, deployTables } from "./table-deployment.ts";

/** What can be asked of a container, by its method, path and headers. */
const requests = {
  read: ["GET", "/docs/k", {}],
  query: ["POST", "/docs", { "x-ms-documentdb-isquery": "True" }],
  parts: ["GET", "/pkranges", {}],
  create: ["POST", "/docs", {}],
  upsert: ["POST", "/docs", { "x-ms-documentdb-is-upsert": "True" }],
  replace: ["PUT", "/docs/k", {}],
  patch: ["PATCH", "/docs/k", {}],
  delete: ["DELETE", "/docs/k", {}],
} as const;

/** What the identity of a function may do with a container, whatever its code would ask for. */
async function allowedTo(name: "reader" | "writer", table: string, { simulator }: DeployedTables) {
  const of = (type: string) => simulator.world.store.all().filter((one) => one.type.endsWith(`:${type}`));
  const identity = of("UserAssignedIdentity").find(({ outputs }) => String(outputs.name).startsWith(`tables-${name}`));
  const { credentials } = await simulator.services("azure-native");
  const principal = String(identity?.outputs.principalId);
  const token = (await credentials?.({ principal, audience: "https://cosmos.azure.com" }))?.AZURE_ACCESS_TOKEN;
  const endpoint = String(of("DatabaseAccount")[0]?.outputs.documentEndpoint).replace("https:", "http:");
  const container = of("SqlResourceSqlContainer").find(({ outputs }) => String(outputs.name).startsWith(`${table}-`));
  assert.ok(container);
  const ask = async ([method, path, more]: (typeof requests)[keyof typeof requests]) => {
    const headers = { authorization: `type=aad&ver=1.0&sig=${token}`, "x-ms-documentdb-partitionkey": '["61"]' };
    const body = method === "GET" ? null : JSON.stringify({ id: "k", pk: "61", query: "SELECT * FROM c" });
    return fetch(`${endpoint}dbs/tables/colls/${container.outputs.name}${path}`, {
      method,
      body,
      headers: { ...headers, ...more },
    });
  };
  const asked = Object.entries(requests).map(async ([what, request]) => [what, (await ask(request)).status] as const);
  return (await Promise.all(asked)).filter(([, status]) => status !== 403).map(([what]) => what);
}

describe("functions are granted nothing else of tables on azure", function slowly() {
  this.timeout(120_000);

  it("lets who may read write nothing, and who may write read nothing", async () => {
    await using target = await deployTables("azure");
    await target.as("writer", "users").put({ id: "a" });

    assert.deepEqual((await target.as("reader", "users").get({ id: "a" }))?.value, { id: "a" });
    assert.deepEqual(await allowedTo("reader", "users", target), ["read", "query", "parts"]);
    assert.deepEqual(await allowedTo("writer", "users", target), ["create", "upsert", "replace", "patch", "delete"]);
    assert.deepEqual(await allowedTo("writer", "plain", target), []);
  });

  it("takes back what a function was granted that is gone, also where tables are protected", async () => {
    const { simulator, deploy: up } = await openStack();
    const version = (names: readonly string[]) =>
      up(() => {
        const args = deploy(tables, { cloud: "azure", on: foundationOn("azure"), protection: "protect", ...apart });
        const functions = Object.entries(args.functions).filter(([name]) => names.includes(name));
        return {
          urls: new FunctionSet("tables", { ...args, functions: Object.fromEntries(functions), routes: {} }).urls,
        };
      });
    const assigned = () =>
      simulator.world.store.all().filter(({ type }) => /:SqlResourceSqlRoleAssignment$/.test(type));
    try {
      await version(["reader", "writer"]);
      assert.equal(assigned().length, 4);
      await version(["writer"]);
      assert.equal(assigned().length, 2);
    } finally {
      await simulator.stop();
    }
  });
});

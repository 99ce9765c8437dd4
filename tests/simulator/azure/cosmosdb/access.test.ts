import assert from "node:assert/strict";
import { withoutTls } from "../shop.ts";
import { action, containerInputs, cosmosTokens, Data, everything, partition, place, readMetadata } from "./client.ts";

const isQuery = { "x-ms-documentdb-isquery": "true" };
const upsert = { "x-ms-documentdb-is-upsert": "true" };
const isBatch = { "x-ms-cosmos-is-batch-request": "true", "x-ms-cosmos-batch-atomic": "true" };
const item = { id: "1", pk: "a" };

/** Each operation, and the status it ends with for somebody who may do it to an empty container. */
const operations: Readonly<Record<string, (data: Data) => Promise<{ readonly status: number }>>> = {
  "items/create": (data) => data.item("POST", "", { body: item }),
  "items/upsert": (data) => data.item("POST", "", { headers: upsert, body: item }),
  "items/read": (data) => data.item("GET", "1"),
  "items/replace": (data) => data.item("PUT", "1", { body: item }),
  "items/delete": (data) => data.item("DELETE", "1"),
  executeQuery: (data) => data.item("POST", "", { headers: isQuery, body: { query: "SELECT * FROM c" } }),
};

const names = Object.keys(operations);

async function allowed(data: Data): Promise<readonly string[]> {
  const may: string[] = [];
  for (const [name, run] of Object.entries(operations)) if ((await run(data)).status !== 403) may.push(name);
  return may;
}

// https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac
describe("azure: who may do what to Cosmos DB", () => {
  it("is nobody without a token, or with a wrong one, a key or an old one", async () => {
    await using data = await Data.open();
    const read = (authorization: string) => data.call("GET", "/", { headers: { authorization } });

    const none = await fetch(withoutTls(String(data.account.outputs.documentEndpoint)));
    const key = await read(encodeURIComponent("type=master&ver=1.0&sig=abc="));

    assert.equal(none.status, 401);
    for (const wrong of ["type=aad&ver=1.0&sig=guessed", "type%3Daad%zz", "Bearer guessed"])
      assert.equal((await read(wrong)).status, 401, wrong);
    assert.deepEqual(
      [key.status, key.body.message],
      [401, "Local Authorization is disabled. Use an AAD token to authorize all requests."],
    );
    assert.equal((await data.call("GET", "/")).status, 200);
    data.clock.advance(25 * 3_600_000);
    assert.equal((await data.call("GET", "/")).status, 401);
  });

  it("is a limit of the simulator's by key where an account takes keys", async () => {
    await using data = await Data.open();
    await data.azure.update(data.account, { ...data.account.inputs, disableLocalAuth: false });

    const { status, body } = await data.call("GET", "/", {
      headers: { authorization: "type=master&ver=1.0&sig=abc=" },
    });

    assert.deepEqual([status, body.code], [501, "SimulatorLimit"]);
  });

  it("is who has a token for the account or for all of them", async () => {
    await using data = await Data.open();
    const address = String(data.account.outputs.documentEndpoint).slice(0, -1);
    const audiences = [
      "https://cosmos.azure.com",
      "https://shop-data.documents.azure.com/",
      address,
      "https://other.documents.azure.com",
      "https://storage.azure.com",
    ];
    const statuses = [];
    for (const audience of audiences) {
      await data.signIn(audience);
      statuses.push((await data.call("GET", "/")).status);
    }

    assert.deepEqual(statuses, [200, 200, 200, 401, 401]);
  });

  it("is nobody without a role, in the vendor's words", async () => {
    await using data = await Data.open({}, []);

    assert.deepEqual(await allowed(data), []);
    const { body, headers } = await data.item("GET", "1");
    assert.equal(headers.get("x-ms-substatus"), "5301");
    assert.deepEqual(body, {
      code: "Forbidden",
      message: `Request blocked by Auth shop-data : Request is blocked because principal [${data.identity.outputs.principalId}] does not have required RBAC permissions to perform action [${action("items/read")}] on resource [/dbs/shop/colls/orders]. Learn more: https://aka.ms/cosmos-native-rbac.`,
    });
  });

  it("is each of the actions of a role, and no other", async () => {
    for (const name of names) {
      await using data = await Data.open({}, [action(name)]);

      assert.deepEqual(await allowed(data), [name]);
    }
  });

  it("is what stands for several actions, and the actions of several roles together", async () => {
    await using all = await Data.open({}, [everything]);
    await using items = await Data.open({}, [action("items/*")]);
    await using two = await Data.open({}, [action("items/read")]);
    await two.grant([action("executeQuery")]);

    assert.deepEqual(await allowed(all), names);
    assert.deepEqual(
      await allowed(items),
      names.filter((name) => name !== "executeQuery"),
    );
    assert.deepEqual(await allowed(two), ["items/read", "executeQuery"]);
  });

  it("is at the account, a database or a container", async () => {
    for (const [path, mayOrders, mayOthers] of [
      ["", true, true],
      ["/dbs/shop", true, true],
      ["/dbs/shop/colls/orders", true, false],
      ["/dbs/shop/colls/others", false, true],
      ["/dbs/shop/colls/order", false, false],
    ] as const) {
      await using data = await Data.open({}, []);
      await data.azure.create(cosmosTokens.container, "others", containerInputs("others"));
      await data.grant([action("items/read")], path);

      const others = await data.call("GET", "/dbs/shop/colls/others/docs/1", { headers: partition("a") });
      assert.deepEqual(
        [(await data.item("GET", "1")).status, others.status],
        [mayOrders ? 404 : 403, mayOthers ? 404 : 403],
        path,
      );
    }
  });

  it("is by another's role nobody, and by a role that was taken away nobody", async () => {
    await using data = await Data.open({}, []);
    const assignment = await data.grant([action("items/read")]);

    assert.equal((await data.item("GET", "1")).status, 404);
    await data.azure.update(assignment, { ...assignment.inputs, principalId: "22222222-2222-4222-8222-222222222222" });
    assert.equal((await data.item("GET", "1")).status, 403);
    await data.azure.update(assignment, assignment.inputs);
    await data.azure.remove(assignment);
    assert.equal((await data.item("GET", "1")).status, 403);
  });

  // https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles
  it("is by the built-in roles too", async () => {
    const byRole = { 1: ["items/read", "executeQuery"], 2: names } as const;
    for (const [number, may] of Object.entries(byRole)) {
      await using data = await Data.open({}, []);
      await data.azure.create(cosmosTokens.assignment, "built-in", {
        ...{ ...place, scope: data.account.id, principalId: data.identity.outputs.principalId },
        roleDefinitionId: `${data.account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-00000000000${number}`,
      });

      assert.deepEqual(await allowed(data), may);
    }
  });

  it("is every action that a batch needs", async () => {
    await using data = await Data.open({}, [action("items/create")]);
    const batch = (operations: readonly unknown[]) => data.item("POST", "", { headers: isBatch, body: operations });
    const create = { operationType: "Create", resourceBody: item };

    assert.equal((await batch([create])).status, 200);
    assert.equal((await batch([create, { operationType: "Delete", id: "1" }])).status, 403);
    assert.equal((await batch([{ operationType: "Upsert", resourceBody: item }])).status, 403);
  });

  it("is replacing for patches, which have no action of their own", async () => {
    await using data = await Data.open({}, [action("items/replace")]);

    assert.equal((await data.item("PATCH", "1", { body: [{ op: "set", path: "/x", value: 1 }] })).status, 404);
  });

  // https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#metadata-requests
  it("is the right to metadata for what clients ask first, of the account wherever it is", async () => {
    const paths = ["/", "/dbs/shop", "/dbs/shop/colls/orders", "/dbs/shop/colls/orders/pkranges"];
    const statuses = async (data: Data) => {
      const all = [];
      for (const path of paths) all.push((await data.call("GET", path)).status);
      return all;
    };
    await using none = await Data.open({}, [everything]);
    await using whole = await Data.open({}, [readMetadata]);
    await using narrow = await Data.open({}, []);
    await narrow.grant([readMetadata], "/dbs/shop/colls/orders");

    assert.deepEqual(await statuses(none), [403, 403, 403, 403]);
    assert.deepEqual(await statuses(whole), [200, 200, 200, 200]);
    assert.deepEqual(await statuses(narrow), [200, 403, 200, 200]);
  });

  it("is not management, which no token of the data plane may", async () => {
    await using data = await Data.open();

    const { status, body, headers } = await data.call("POST", "/dbs", { body: { id: "other" } });

    assert.deepEqual([status, headers.get("x-ms-substatus")], [403, "5300"]);
    assert.match(body.message, /The given request \[POST \/dbs\] cannot be authorized by AAD token in data plane/);
    assert.equal((await data.call("DELETE", "/dbs/shop/colls/orders")).status, 403);
  });
});

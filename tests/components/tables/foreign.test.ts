import assert from "node:assert/strict";
import { Provider as AzureProvider } from "@pulumi/azure-native";
import * as cosmosdb from "@pulumi/azure-native/cosmosdb/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";
import { type AnySet, type Cloud, functionSet, type Handle, table, type } from "fourfold";
import { deploy, Foundation, type FoundationOptions, FunctionSet, type Grant } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { archive } from "../fixtures/sample.ts";

/** How a set describes somebody else's table. */
const byId = { key: "id", indexes: { byEmail: "email" } };
const byUser = { key: ["userId", "id"], indexes: {} };

const readerOf = (options: object): AnySet =>
  functionSet("archive", {
    root: archive.root,
    resources: { people: table(type<{ readonly id: string }>(), { ...options, owned: false } as never) },
    functions: { visitor: { ...archive.functions.visitor, links: { people: ["read"] } } },
  });

/** What a test changes where a set reads a table. */
interface Changes extends EvaluateOptions {
  /** Those of the foundation. @default none */
  readonly options?: () => FoundationOptions;
}

/** Deploys a set that reads a table by what its cloud calls it. */
function bindTo(id: string, cloud: Cloud, description: object = byId, changes: Changes = {}): Promise<EvaluatedStack> {
  const people: Handle = { kind: "table", cloud, id, attributes: {} };
  const { options, ...more } = changes;
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places }, options?.());
    const set = new FunctionSet(
      "reader",
      deploy(readerOf(description), { cloud, on, protection: "destroy", bind: { people } }),
    );
    return { grants: set.grants };
  }, more);
}

describe("a container that Fourfold has not made", () => {
  const assignment = "azure-native:cosmosdb:SqlResourceSqlRoleAssignment";
  const composite = (...names: readonly string[]) => names.map((name) => ({ path: `/${name}`, order: "ascending" }));

  /** Somebody's container, in a stack of its own. */
  const theirs = (paths: readonly string[], compositeIndexes: readonly object[] = [], more: EvaluateOptions = {}) =>
    evaluate(() => {
      const { name: resourceGroupName } = new resources.ResourceGroup("crm", {
        ...{ resourceGroupName: "crm", location: "westeurope" },
      });
      const { name: accountName } = new cosmosdb.DatabaseAccount("crm", {
        ...{ resourceGroupName, accountName: "acme-crm", databaseAccountOfferType: "Standard" },
        locations: [{ locationName: "westeurope" }],
        capabilities: [{ name: "EnableServerless" }],
      });
      const place = { resourceGroupName, accountName };
      const { name: databaseName } = new cosmosdb.SqlResourceSqlDatabase("crm", {
        ...{ ...place, databaseName: "crm", resource: { id: "crm" } },
      });
      const { id } = new cosmosdb.SqlResourceSqlContainer("people", {
        ...{ ...place, databaseName, containerName: "people" },
        resource: {
          ...{ id: "people", partitionKey: { paths: [...paths], kind: "Hash" } },
          indexingPolicy: { compositeIndexes: compositeIndexes as never },
        },
      });
      return { id };
    }, more);

  /** Another stack that reads it. */
  async function read(owner: EvaluatedStack, options: object, more: Changes = {}): Promise<EvaluatedStack> {
    assert.equal(owner.error, undefined);
    return bindTo(String(owner.outputs.id), "azure", options, {
      ...{ stacks: { "organization/crm/dev": owner } },
      ...more,
    });
  }

  it("is read at its address, by a role on it and nothing else", async () => {
    const owner = await theirs(["/id"]);
    const stack = await read(owner, byId);

    assert.equal(stack.error, undefined);
    const account = String(owner.outputs.id).replace(/\/sqlDatabases.*/, "");
    assert.deepEqual(
      stack.all(assignment).map(({ inputs }) => ({ ...inputs, principalId: "", roleAssignmentId: "" })),
      [
        {
          ...{ accountName: "acme-crm", resourceGroupName: "crm", principalId: "", roleAssignmentId: "" },
          roleDefinitionId: `${account}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`,
          scope: `${account}/dbs/crm/colls/people`,
        },
      ],
    );
    const [grant]: readonly Grant[] = Object(stack.outputs.grants).visitor;
    assert.deepEqual(grant?.excess, []);
    const { properties } = stack.find("azure-native:web:WebAppApplicationSettings").inputs;
    const { address } = JSON.parse(Object(properties).FOURFOLD_PEOPLE);
    const { documentEndpoint } = owner.find("azure-native:cosmosdb:DatabaseAccount").outputs;
    assert.equal(address, `${documentEndpoint}dbs/crm/colls/people`);
  });

  it("is found by the property of its partition key and the id of each item", async () => {
    const stack = await read(await theirs(['/"userId"']), byUser);

    assert.equal(stack.error, undefined);
    assert.equal(stack.all(assignment).length, 1);
  });

  it("is looked for by the provider of the foundation", async () => {
    const subscriptionId = "11111111-0000-4000-8000-000000000000";
    const owner = await theirs(["/id"], [], { config: { "azure-native:subscriptionId": subscriptionId } });
    const options = () => ({ provider: new AzureProvider("theirs", { subscriptionId, location: "westeurope" }) });
    const byDefault = await read(owner, byId, { preview: true });
    const byTheirs = await read(owner, byId, { preview: true, options });

    assert.match(String(owner.outputs.id), /^\/subscriptions\/11111111-/);
    assert.match(String(byDefault.error?.message), /databaseAccounts\/acme-crm/);
    assert.equal(byTheirs.error, undefined);
  });

  it("serves an index in the order of the composite index that its owner has added, in either direction", async () => {
    const options = { ...byId, indexes: { byStatus: ["status", "at"] } };
    const down = composite("status", "at", "id").map((each) => ({ ...each, order: "descending" }));

    for (const index of [composite("status", "at", "id"), down]) {
      assert.equal((await read(await theirs(["/id"], [index]), options, { preview: true })).error, undefined);
    }
  });

  type Wrong = readonly [paths: readonly string[], composites: readonly object[], options: object, said: RegExp];
  const status = { indexes: { byStatus: ["status", "at"] } };
  const needed =
    /its index "byStatus" needs a composite index, which the container does not have\. Have its owner add \[\{"path":"\/status","order":"ascending"\},\{"path":"\/at","order":"ascending"\},\{"path":"\/id","order":"ascending"\}\] to `compositeIndexes`/;
  const mixed = composite("status", "at", "id").map((each, at) => ({
    ...each,
    order: at === 1 ? "descending" : each.order,
  }));
  const wrong: Readonly<Record<string, Wrong>> = {
    "where it has another partition key": [
      ["/userId"],
      [],
      byId,
      /the partition key of the container is \/userId, and its key begins with "id"\. Give it the key \["userId","id"\]\./,
    ],
    "where its id is its partition key": [
      ["/id"],
      [],
      byUser,
      /the partition key of the container is \/id, and its key begins with "userId"\. Give it the key "id"\./,
    ],
    "where its partition key is inside of another property": [
      ["/owner/userId"],
      [],
      byUser,
      /the partition key of the container is \/owner\/userId, and .* it needs one property of the item itself\./,
    ],
    "without the composite index of an index": [["/id"], [composite("status", "at")], { key: "id", ...status }, needed],
    "with a composite index of both directions": [["/id"], [mixed], { key: "id", ...status }, needed],
    "without the composite index of an index that has many partitions": [
      ["/userId"],
      [],
      { key: ["userId", "id"], indexes: { byEmail: "email" } },
      /its index "byEmail" needs .* add \[\{"path":"\/email",.*\{"path":"\/userId",.*\{"path":"\/id",/,
    ],
  };
  for (const [what, [paths, composites, options, said]] of Object.entries(wrong)) {
    it(`is refused in a preview ${what}`, async () => {
      const { error } = await read(await theirs(paths, composites), options, { preview: true });

      assert.match(String(error?.message), said);
      assert.match(String(error?.message), /\[ERR_BIND\]/);
    });
  }

  it("is refused in a preview by a key without the id, and without its whole name", async () => {
    const id =
      "/subscriptions/s/resourceGroups/crm/providers/Microsoft.DocumentDB/databaseAccounts/a/sqlDatabases/d/containers/c";
    const otherKey = await bindTo(id, "azure", { key: ["userId", "at"] }, { preview: true });
    const noName = await bindTo("people", "azure", byId, { preview: true });
    const missing = await bindTo(id, "azure", byId, { preview: true });

    assert.match(
      String(otherKey.error?.message),
      /by its partition key and the "id" of its items, .* Give it `key: "id"`/,
    );
    assert.match(
      String(noName.error?.message),
      /"people" is not the name of a table on azure\. Write its `id` as "\/subscriptions\//,
    );
    assert.match(String(missing.error?.message), /databaseAccounts\/a/);
  });
});

describe("a table of D1 that Fourfold has not made", () => {
  const [account, database] = ["0123456789abcdef0123456789abcdef", "5f2c1d3e-0b4a-4c6d-8e7f-9a0b1c2d3e4f"];
  const id = `${account}/${database}/their "people"`;
  const script = "cloudflare:index/workersScript:WorkersScript";

  it("is bound with its database, and its functions are told its name", async () => {
    const stack = await bindTo(id, "cloudflare", byId, { preview: true });

    assert.equal(stack.error, undefined);
    const bindings = stack.find(script).inputs.bindings as readonly Readonly<Record<string, unknown>>[];
    const binding = bindings.find(({ type }) => type === "d1");
    const variable = bindings.find(({ name }) => name === "FOURFOLD_PEOPLE");
    assert.deepEqual(binding, { type: "d1", name: "FOURFOLD_PEOPLE_DATABASE", id: database });
    assert.deepEqual(JSON.parse(String(variable?.text)), {
      address: "FOURFOLD_PEOPLE_DATABASE",
      layout: { key: ["id"], indexes: { byEmail: ["email"] }, counters: [], foreign: 'their "people"' },
    });
  });

  it("can be written by who reads it, and so can all else in its database, which the preview says", async () => {
    const { messages, outputs } = await bindTo(id, "cloudflare", byId, { preview: true });

    const others = 'read whatever else is in the database of "people"';
    const written = ['write "people"', 'write whatever else is in the database of "people"'];
    const [grant]: readonly Grant[] = Object(outputs.grants).visitor;
    assert.deepEqual(
      grant?.excess.map(({ may }) => may),
      [others, ...written],
    );
    const note = messages
      .map(({ message }) => message)
      .find((message) => message.includes("permits more than it asks for"));
    assert.match(
      String(note),
      /: 1 link permits more than it asks for: visitor may read whatever else .*, write "people", write/,
    );
  });

  it("is refused without the whole name", async () => {
    const { error } = await bindTo(`${account}/people`, "cloudflare");

    assert.match(
      String(error?.message),
      /is not the name of a table on cloudflare\. Write its `id` as "[0-9a-f]+\/[0-9a-f-]+\/people"\./,
    );
    assert.match(String(error?.message), /\[ERR_BIND\]/);
  });
});

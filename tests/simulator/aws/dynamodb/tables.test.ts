import assert from "node:assert/strict";
import {
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAws, tokens } from "../shop.ts";
import { attributesOf, deployTable, index, itemOf, openClient, refusalOf } from "./client.ts";

describe("aws: tables", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  let table: Deployed;
  beforeEach(async () => {
    aws = await openAws();
    table = await deployTable(aws, "users", { globalSecondaryIndexes: [index("byEmail", "email")] });
    client = await openClient(aws);
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = () =>
    client.send(new PutItemCommand({ TableName: "users", Item: itemOf({ id: "1", email: "a@b", nAge: 3 }) }));
  const get = async () =>
    (await client.send(new GetItemCommand({ TableName: "users", Key: itemOf({ id: "1" }) }))).Item;
  const changed = (more: object) => {
    const inputs = { ...table.inputs, ...more };
    return { ...inputs, attributes: attributesOf(inputs) };
  };
  const diff = async (news: object) =>
    aws.provider.diff({
      ...{
        urn: table.urn,
        id: table.id,
        oldInputs: table.inputs,
        olds: table.outputs,
        news: { ...news },
        ignoreChanges: [],
      },
    });

  it("describes a table with its keys and indexes", async () => {
    await put();

    const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: "users" }));

    assert.deepEqual([Table.TableName, Table.TableArn, Table.TableStatus], ["users", table.outputs.arn, "ACTIVE"]);
    assert.deepEqual(Table.KeySchema, [{ AttributeName: "id", KeyType: "HASH" }]);
    assert.deepEqual([Table.ItemCount, Table.TableSizeBytes], [1, 3 + 8 + 4 + 2]);
    const [byEmail] = Table.GlobalSecondaryIndexes ?? [];
    assert.deepEqual([byEmail?.IndexName, byEmail?.IndexStatus], ["byEmail", "ACTIVE"]);
    assert.deepEqual(byEmail?.KeySchema, [{ AttributeName: "email", KeyType: "HASH" }]);
  });

  // Adding one showed all as replaced: https://github.com/hashicorp/terraform-provider-aws/issues/12928
  it("adds an index to what is there, and takes it away, without replacing anything", async () => {
    await put();
    const more = changed({ globalSecondaryIndexes: [index("byAge", "nAge", "id"), index("byEmail", "email")] });
    const { replaces, changed: roots } = await diff(more);

    const updated = await aws.update(table, more);
    const { Items } = await client.send(
      new QueryCommand({
        ...{ TableName: "users", IndexName: "byAge", KeyConditionExpression: "nAge = :n" },
        ExpressionAttributeValues: itemOf({ ":n": 3 }),
      }),
    );

    assert.deepEqual([replaces, roots.toSorted()], [[], ["attributes", "globalSecondaryIndexes"]]);
    assert.deepEqual(Items, [await get()]);
    await aws.update(updated, changed({ globalSecondaryIndexes: [] }));
    assert.deepEqual(await get(), itemOf({ id: "1", email: "a@b", nAge: 3 }));
  });

  it("is replaced when its key changes", async () => {
    for (const [property, value] of [
      ["hashKey", "name"],
      ["rangeKey", "at"],
    ] as const) {
      assert.deepEqual((await diff(changed({ [property]: value }))).replaces, [property]);
    }
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection
  it("deletionProtectionEnabled keeps a table, with its items, from being deleted", async () => {
    await put();
    const kept = await aws.update(table, changed({ deletionProtectionEnabled: true }));

    await assert.rejects(aws.remove(kept), /cannot be deleted as it is currently protected against deletion/);

    assert.notEqual(await get(), undefined);
    await aws.remove(await aws.update(kept, changed({ deletionProtectionEnabled: false })));
    assert.match(await refusalOf(get()), /^ResourceNotFoundException/);
  });

  it("takes its items with it", async () => {
    await put();
    await aws.remove(table);

    await deployTable(aws, "users");

    assert.equal(await get(), undefined);
    assert.equal(aws.simulator.world.store.values("documents/").size, 0);
  });

  it("has a name of its own in its account and region", async () => {
    const again = aws.create(tokens.table, "again", table.inputs);

    await assert.rejects(again, /ResourceInUseException|Table already exists: users/);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
  it("has one ttl.attributeName at a time", async () => {
    const ttl = (attributeName: string, enabled = true) => changed({ ttl: { attributeName, enabled } });
    const expiring = await aws.update(table, ttl("expires"));

    await assert.rejects(
      aws.update(expiring, ttl("until")),
      /TimeToLive is active on a different AttributeName: .* expires/,
    );

    await assert.rejects(
      aws.update(expiring, ttl("until", false)),
      /TimeToLive is active on a different AttributeName/,
    );
    await assert.rejects(aws.update(expiring, ttl("", false)), /Value '' at 'timeToLiveSpecification.attributeName'/);
    const off = await aws.update(expiring, ttl("expires", false));
    assert.deepEqual(off.outputs.ttl, { attributeName: "", enabled: false });
    await aws.update(off, ttl("until"));
  });

  // Optional, Computed and suppressed: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go
  it("keeps its ttl when a program leaves it out again", async () => {
    const expiring = await aws.update(table, changed({ ttl: { attributeName: "expires", enabled: true } }));
    const { ttl: _none, ...without } = expiring.inputs;
    const { changed: roots } = await aws.provider.diff({
      ...{ urn: table.urn, id: table.id, oldInputs: expiring.inputs, olds: expiring.outputs, news: without },
      ignoreChanges: [],
    });

    const { outputs } = await aws.update(expiring, without);

    assert.deepEqual([roots, outputs.ttl], [[], { attributeName: "expires", enabled: true }]);
  });

  it("says that a table without PAY_PER_REQUEST as its billingMode is a limit of the simulator", async () => {
    const { billingMode: _none, ...inputs } = table.inputs;

    await assert.rejects(
      aws.create(tokens.table, "other", { ...inputs, name: "other" }),
      /only tables with the billingMode/,
    );
  });
});

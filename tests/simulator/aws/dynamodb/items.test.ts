import assert from "node:assert/strict";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { credentialsOf, fetchSigned } from "../identity/signer.ts";
import { openAws } from "../shop.ts";
import { apiAddress } from "../sqs/client.ts";
import { deployTable, type Item, index, itemOf, openClient, refusalOf } from "./client.ts";

const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";

describe("aws: items of a table", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  beforeEach(async () => {
    aws = await openAws();
    await deployTable(aws, "orders");
    client = await openClient(aws);
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
  });

  const put = (Item: Item, more: object = {}) =>
    client.send(new PutItemCommand({ TableName: "orders", Item, ...more }));
  const get = async (id = "1", more: object = {}) =>
    (await client.send(new GetItemCommand({ TableName: "orders", Key: itemOf({ id }), ...more }))).Item;
  const remove = (more: object = {}) =>
    client.send(new DeleteItemCommand({ TableName: "orders", Key: itemOf({ id: "1" }), ...more }));

  it("keeps values of all types, and gives them back", async () => {
    const item: Item = {
      id: { S: "1" },
      text: { S: "Grüße 😀" },
      empty: { S: "" },
      count: { N: "-12.5" },
      bytes: { B: new Uint8Array([1, 2, 3]) },
      yes: { BOOL: true },
      nothing: { NULL: true },
      map: { M: { list: { L: [{ N: "1" }, { S: "two" }, { M: {} }] } } },
      texts: { SS: ["a", "b"] },
      numbers: { NS: ["1", "2"] },
    };

    await put(item);

    assert.deepEqual(await get(), item);
    assert.equal(await get("2"), undefined);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html#DDB-PutItem-request-ReturnValues
  it("replaces a whole item, deletes it, and shows what was there", async () => {
    const first = itemOf({ id: "1", total: 1 });
    const none = await put(first, { ReturnValues: "ALL_OLD" });
    const replaced = await put(itemOf({ id: "1", note: "x" }), { ReturnValues: "ALL_OLD" });

    assert.equal(none.Attributes, undefined);
    assert.deepEqual(replaced.Attributes, first);
    assert.deepEqual(await get(), itemOf({ id: "1", note: "x" }));
    assert.deepEqual((await remove({ ReturnValues: "ALL_OLD" })).Attributes, itemOf({ id: "1", note: "x" }));
    assert.equal(await get(), undefined);
    assert.equal((await remove({ ReturnValues: "ALL_OLD" })).Attributes, undefined);
    assert.match(
      await refusalOf(put(first, { ReturnValues: "ALL_NEW" })),
      /^ValidationException: ReturnValues can only/,
    );
  });

  it("writes only where a condition is met, and shows the item where it is not", async () => {
    const absent = { ConditionExpression: "attribute_not_exists(id)" };
    await put(itemOf({ id: "1", total: 1 }), absent);

    const shown = put(itemOf({ id: "1" }), { ...absent, ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
    const hidden = remove(absent);

    for (const [call, Item] of [
      [shown, itemOf({ id: "1", total: 1 })],
      [hidden, undefined],
    ] as const) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof ConditionalCheckFailedException);
        assert.deepEqual(
          [error.message, error.Item, error.$metadata.httpStatusCode],
          ["The conditional request failed", Item, 400],
        );
        return true;
      });
    }
    assert.deepEqual(await get(), itemOf({ id: "1", total: 1 }));
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
  describe("with numbers", () => {
    const kept = async (N: string) => {
      await put({ id: { S: "1" }, number: { N } });
      return (await get())?.number?.N;
    };
    const digits = "1".repeat(38);

    for (const [given, expected] of [
      ["007.10", "7.1"],
      ["-0", "0"],
      ["1e3", "1000"],
      ["-12.5E-3", "-0.0125"],
      [digits, digits],
      [`0.${digits}`, `0.${digits}`],
      ["9.99e125", `999${"0".repeat(123)}`],
      ["1e-130", `0.${"0".repeat(129)}1`],
    ] as const) {
      it(`keeps ${given.slice(0, 20)} as ${expected.slice(0, 20)}`, async () => {
        assert.equal(await kept(given), expected);
      });
    }

    for (const [given, reason] of [
      ["1".repeat(39), "more than 38 significant digits"],
      ["1e126", "Number overflow"],
      ["1e-131", "Number underflow"],
      ["NaN", "cannot be converted to a numeric value: NaN"],
      ["", "cannot be converted to a numeric value"],
      ["1e", "cannot be converted to a numeric value"],
    ] as const) {
      it(`refuses ${given.slice(0, 20)}`, async () => {
        assert.match(await refusalOf(kept(given)), new RegExp(`^ValidationException: .*${reason}`));
      });
    }
  });

  describe("with a wrong value", () => {
    const values: readonly (readonly [name: string, value: object, reason: RegExp])[] = [
      [
        "null that is false",
        { NULL: false },
        /^400 com.amazonaws.dynamodb.v20120810#ValidationException: .*Null attribute value types/,
      ],
      ["an empty set", { SS: [] }, /#ValidationException: .*string set may not be empty/],
      ["a set with duplicates", { SS: ["a", "a"] }, /#ValidationException: .*contains duplicates/],
      ["two types", { S: "a", N: "1" }, /#ValidationException: .*more than one datatypes set/],
      ["no type", {}, /#ValidationException: .*AttributeValue is empty/],
      ["a number as JSON", { N: 1 }, /^400 .*#SerializationException: /],
    ];
    for (const [name, value, reason] of values) {
      it(`refuses ${name}`, async () => {
        assert.match(await putRaw(value), reason);
      });
    }

    // The client would not send some of them.
    const putRaw = async (value: object) => {
      const response = await fetchSigned(apiAddress(aws), {
        ...{ method: "POST", service: "dynamodb", credentials: await credentialsOf(aws, "123456789012") },
        headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.PutItem" },
        body: JSON.stringify({ TableName: "orders", Item: { id: { S: "1" }, value } }),
      });
      const { __type, message } = Object(await response.json());
      return `${response.status} ${__type}: ${message}`;
    };
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
  it("refuses what is nested in more than 32 levels", async () => {
    const nested = (levels: number): AttributeValue => (levels === 0 ? { S: "x" } : { L: [nested(levels - 1)] });

    await put({ id: { S: "1" }, value: nested(32) });

    assert.match(await refusalOf(put({ id: { S: "1" }, value: nested(33) })), /Nesting Levels have exceeded/);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
  describe("of 400 KB", () => {
    /** An item of so many bytes besides `rest`: with `id`, `1` and `text`, seven more. */
    const sized = (bytes: number, rest: Item = {}): Item => ({
      ...{ id: { S: "1" }, text: { S: "x".repeat(bytes - 7) } },
      ...rest,
    });
    const most = 400 * 1_024;
    const parts: readonly (readonly [name: string, size: number, value: AttributeValue])[] = [
      ["texts by their UTF-8 bytes", 3, { S: "€" }],
      ["binary values by their own bytes", 2, { B: new Uint8Array([1, 2]) }],
      ["two digits of a number as a byte, and one more", 3, { N: "1234000" }],
      ["null and truth values as a byte", 1, { BOOL: true }],
      ["lists with 3 bytes, and one for each member", 3 + 2 + 4, { L: [{ S: "ab" }, { S: "cd" }] }],
      ["maps with 3 bytes, and one for each member", 3 + 1 + 3, { M: { a: { S: "bc" } } }],
      ["sets by their members", 3, { SS: ["a", "bc"] }],
    ];
    for (const [name, size, value] of parts) {
      it(`counts ${name}`, async () => {
        const fits = sized(most - size - 1, { v: value });

        await put(fits);

        const larger = sized(most - size, { v: value });
        assert.match(
          await refusalOf(put(larger)),
          /^ValidationException: Item size has exceeded the maximum allowed size/,
        );
      });
    }
  });

  it("refuses keys that are not those of the table", async () => {
    const key = (Key: Item) => client.send(new GetItemCommand({ TableName: "orders", Key }));
    const mismatch = /^ValidationException: The provided key element does not match the schema/;

    assert.match(await refusalOf(key(itemOf({ other: "1" }))), mismatch);
    assert.match(await refusalOf(key(itemOf({ id: 1 }))), mismatch);
    assert.match(await refusalOf(key(itemOf({ id: "1", more: "2" }))), mismatch);
    assert.match(await refusalOf(put(itemOf({ note: "x" }))), /Missing the key id in the item/);
    assert.match(await refusalOf(put(itemOf({ id: 1 }))), /Type mismatch for key id expected: S actual: N/);
    assert.match(await refusalOf(put(itemOf({ id: "" }))), /cannot contain an empty string value. Key: id/);
    assert.match(await refusalOf(get("")), /cannot contain an empty string value. Key: id/);
  });

  it(`refuses keys that are too long (${guide}/Constraints.html)`, async () => {
    await deployTable(aws, "sorted", { rangeKey: "at" });
    const sorted = (id: string, at: string) =>
      client.send(new PutItemCommand({ TableName: "sorted", Item: itemOf({ id, at }) }));

    await sorted("é".repeat(1_024), "x".repeat(1_024));

    assert.match(await refusalOf(sorted(`${"é".repeat(1_024)}x`, "x")), /hashkey has exceeded the maximum size/);
    assert.match(await refusalOf(sorted("x", "x".repeat(1_025))), /range keys has exceeded the size limit/);
  });

  it(`refuses values that cannot be in an index, and takes an item without them (${guide}/GSI.html)`, async () => {
    await deployTable(aws, "users", { globalSecondaryIndexes: [index("byEmail", "email"), index("byAge", "nAge")] });
    const user = (values: Item) =>
      client.send(new PutItemCommand({ TableName: "users", Item: { id: { S: "1" }, ...values } }));

    await user({});
    await user(itemOf({ email: "a@b", nAge: 3 }));

    assert.match(
      await refusalOf(user(itemOf({ email: "" }))),
      /empty string value. IndexName: byEmail, IndexKey: email/,
    );
    assert.match(
      await refusalOf(user({ email: { NULL: true } })),
      /Type mismatch for Index Key email Expected: S Actual: NULL IndexName: byEmail/,
    );
    assert.match(
      await refusalOf(user(itemOf({ nAge: "3" }))),
      /Type mismatch for Index Key nAge Expected: N Actual: S/,
    );
    assert.match(await refusalOf(user(itemOf({ email: "x".repeat(2_049) }))), /hashkey has exceeded the maximum size/);
  });

  it("gives the parts that are asked for", async () => {
    const M = { a: { S: "x" }, b: { L: [{ N: "1" }, { N: "2" }, { N: "3" }] } };
    await put({ ...itemOf({ id: "1", note: "n", other: "o" }), deep: { M } });

    const found = await get("1", {
      ProjectionExpression: "#n, deep.b[0], deep.b[2], absent.x",
      ExpressionAttributeNames: { "#n": "note" },
    });

    assert.deepEqual(found, { note: { S: "n" }, deep: { M: { b: { L: [{ N: "1" }, { N: "3" }] } } } });
    assert.match(
      await refusalOf(get("1", { ProjectionExpression: "deep, deep.b" })),
      /Invalid ProjectionExpression: Two document paths overlap.*path one: \[deep\], path two: \[deep, b\]/,
    );
  });

  it("finds a table by its ARN too, and says when there is none", async () => {
    await put(itemOf({ id: "1" }));
    const TableName = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

    assert.deepEqual(await get("1", { TableName }), itemOf({ id: "1" }));
    assert.match(await refusalOf(get("1", { TableName: "another" })), /^ResourceNotFoundException: Requested resource/);
  });

  it("says of the older parameters that the simulator does not have them", async () => {
    assert.match(await refusalOf(get("1", { AttributesToGet: ["id"] })), /SimulatorLimit.*AttributesToGet of GetItem/);
  });

  it("keeps items over a restart", async () => {
    await using lives = new Lives(openAws);
    const first = await lives.start();
    await deployTable(first, "orders");
    const before = await openClient(first);
    await before.send(new PutItemCommand({ TableName: "orders", Item: itemOf({ id: "kept" }) }));
    before.destroy();
    await lives.stop();

    const after = await openClient(await lives.start());
    const { Item } = await after.send(new GetItemCommand({ TableName: "orders", Key: itemOf({ id: "kept" }) }));
    after.destroy();

    assert.deepEqual(Item, itemOf({ id: "kept" }));
  });
});

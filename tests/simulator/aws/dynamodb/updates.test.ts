import assert from "node:assert/strict";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, index, itemOf, openClient, refusalOf } from "./client.ts";

describe("aws: updates of items", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    await deployTable(aws, "orders", { globalSecondaryIndexes: [index("byEmail", "email")] });
    client = await openClient(aws);
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  const stored = {
    ...itemOf({ id: "1", a: 1, b: 2, note: "n" }),
    deep: { M: { x: { N: "1" }, parts: { L: [{ N: "1" }] } } },
  };
  beforeEach(() => client.send(new PutItemCommand({ TableName: "orders", Item: stored })));

  const update = (
    UpdateExpression: string | undefined,
    values: Readonly<Record<string, AttributeValue>> = {},
    more: object = {},
  ) =>
    client.send(
      new UpdateItemCommand({
        ...{ TableName: "orders", Key: itemOf({ id: "1" }), UpdateExpression },
        ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
        ...more,
      }),
    );
  const get = async (id = "1") =>
    (await client.send(new GetItemCommand({ TableName: "orders", Key: itemOf({ id }) }))).Item;
  const one = { ":v": { N: "1" } };
  const ofList = { ExpressionAttributeNames: { "#l": "list" } };

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
  it("sees the item as it was before, in all its parts", async () => {
    await update("SET a = b, b = a + :v, c = if_not_exists(c, a) REMOVE note ADD d :v", one);

    assert.deepEqual(await get(), { ...itemOf({ id: "1", a: 2, b: 2, c: 1, d: 1 }), deep: stored.deep });
  });

  const cases: readonly (readonly [expression: string, values: Item, after: Item])[] = [
    ["SET a = a - :v", { ":v": { N: "0.5" } }, { a: { N: "0.5" } }],
    ["SET a = :v - a", { ":v": { N: "10" } }, { a: { N: "9" } }],
    ["set a = if_not_exists(a, :v)", { ":v": { N: "7" } }, {}],
    ["SET deep.y = :v", one, { deep: { M: { ...stored.deep.M, y: { N: "1" } } } }],
    ["SET deep.parts[0] = :v", { ":v": { S: "x" } }, { deep: { M: { ...stored.deep.M, parts: { L: [{ S: "x" }] } } } }],
    [
      "SET deep.parts[9] = :v",
      { ":v": { S: "x" } },
      { deep: { M: { ...stored.deep.M, parts: { L: [{ N: "1" }, { S: "x" }] } } } },
    ],
    [
      "SET deep.parts = list_append(deep.parts, :v)",
      { ":v": { L: [{ N: "2" }] } },
      { deep: { M: { ...stored.deep.M, parts: { L: [{ N: "1" }, { N: "2" }] } } } },
    ],
    ["REMOVE deep.x, nowhere", {}, { deep: { M: { parts: stored.deep.M.parts } } }],
    ["ADD a :v", { ":v": { N: "-3" } }, { a: { N: "-2" } }],
    ["ADD deep.x :v", one, { deep: { M: { ...stored.deep.M, x: { N: "2" } } } }],
    ["ADD a :v", { ":v": { N: "1e37" } }, { a: { N: `1${"0".repeat(36)}1` } }],
  ];
  for (const [expression, values, after] of cases) {
    it(`does ${expression}`, async () => {
      await update(expression, values);

      assert.deepEqual(await get(), { ...stored, ...after });
    });
  }

  it("makes an item that is not there, also without an expression", async () => {
    const at = (id: string) => ({ Key: itemOf({ id }) });
    await update("SET a = :v ADD hits :v", one, at("new"));
    await update(undefined, {}, at("bare"));

    assert.deepEqual(await get("new"), itemOf({ id: "new", a: 1, hits: 1 }));
    assert.deepEqual(await get("bare"), itemOf({ id: "bare" }));
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValues
  for (const [ReturnValues, expected] of [
    ["NONE", undefined],
    ["ALL_OLD", stored],
    ["UPDATED_OLD", { a: { N: "1" }, deep: { M: { x: { N: "1" } } } }],
    ["ALL_NEW", { ...stored, a: { N: "5" }, c: { N: "5" }, deep: { M: { ...stored.deep.M, x: { N: "5" } } } }],
    ["UPDATED_NEW", { a: { N: "5" }, c: { N: "5" }, deep: { M: { x: { N: "5" } } } }],
  ] as const) {
    it(`answers ${ReturnValues}`, async () => {
      const { Attributes } = await update("SET a = :v, c = :v, deep.x = :v", { ":v": { N: "5" } }, { ReturnValues });

      assert.deepEqual(Attributes, expected);
    });
  }

  it("happens only where a condition is met", async () => {
    const condition = { ConditionExpression: "a = :v" };
    await update("SET a = a + :v", one, condition);

    assert.match(await refusalOf(update("SET a = a + :v", one, condition)), /^ConditionalCheckFailedException/);
    assert.deepEqual((await get())?.a, { N: "2" });
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.DELETE
  it("adds to sets and takes from them, of which none is empty", async () => {
    const tags = async () => (await get())?.tags;
    const texts = (...SS: string[]) => ({ ":v": { SS } });

    await update("ADD tags :v", texts("b", "a"));
    await update("ADD tags :v", texts("c", "a"));
    assert.deepEqual(await tags(), { SS: ["a", "b", "c"] });
    await update("DELETE tags :v", texts("a", "x"));
    assert.deepEqual(await tags(), { SS: ["b", "c"] });
    assert.match(await refusalOf(update("ADD tags :v", { ":v": { NS: ["1"] } })), /incorrect data type/);
    await update("DELETE tags :v, absent :v", texts("b", "c"));
    assert.deepEqual(await get(), stored);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.REMOVE.RemovingListElements
  it("finds elements of lists at the positions of before, and puts new ones at the end in their order", async () => {
    const list = async () => (await get())?.list?.L?.map(({ N }) => N).join(" ");
    await update("SET #l = :v", { ":v": { L: [{ N: "1" }, { N: "2" }, { N: "3" }] } }, ofList);

    await update("SET #l[9] = :nine, #l[7] = :seven", { ":nine": { N: "9" }, ":seven": { N: "7" } }, ofList);
    assert.equal(await list(), "1 2 3 7 9");
    await update("REMOVE #l[0], #l[1] SET #l[3] = :v", { ":v": { N: "8" } }, ofList);
    assert.equal(await list(), "3 8 9");
    await update("REMOVE #l[17]", {}, ofList);
    assert.equal(await list(), "3 8 9");
  });

  const parameters = "ValidationException: One or more parameter values were invalid: ";
  const expression = "ValidationException: Invalid UpdateExpression: ";
  const refusals: readonly (readonly [expression: string, values: Item, reason: string])[] = [
    ["SET id = :v", one, `${parameters}Cannot update attribute id. This attribute is part of the key`],
    ["SET email = :v", one, `${parameters}Type mismatch for Index Key email`],
    ["SET email = :v", { ":v": { S: "" } }, "ValidationException: One or more parameter values are not valid."],
    ["SET a = :v SET b = :v", one, `${expression}The "SET" section can only be used once`],
    ["SET a = :v REMOVE a.b", one, `${expression}Two document paths overlap with each other`],
    [
      "SET note = note + :v",
      one,
      "ValidationException: An operand in the update expression has an incorrect data type",
    ],
    ["ADD note :v", one, "ValidationException: An operand in the update expression has an incorrect data type"],
    ["ADD a :v", { ":v": { S: "x" } }, `${expression}Incorrect operand type for operator or function; operator: ADD`],
    ["SET a = absent", {}, "ValidationException: The provided expression refers to an attribute that does not exist"],
    ["SET absent.x = :v", one, "ValidationException: The document path provided in the update expression is invalid"],
    ["SET a.b = :v", one, "ValidationException: The document path provided in the update expression is invalid"],
    ["SET a = concat(a, :v)", one, `${expression}Invalid function name; function: concat`],
    ["SET a = :v, status = :v", one, `${expression}Attribute name is a reserved keyword; reserved keyword: status`],
    ["SET a :v", one, `${expression}Syntax error; token: ":v"`],
    ["CHANGE a", {}, `${expression}Syntax error; token: "CHANGE"`],
    [
      "SET a = a + :v",
      { ":v": { N: "1e-38" } },
      "ValidationException: Attempting to store more than 38 significant digits",
    ],
    ["DELETE a :v", one, `${expression}Incorrect operand type for operator or function; operator: DELETE`],
    [
      "DELETE a :v",
      { ":v": { SS: ["a"] } },
      "ValidationException: An operand in the update expression has an incorrect data type",
    ],
    [
      "ADD a :v",
      { ":v": { SS: ["a"] } },
      "ValidationException: An operand in the update expression has an incorrect data type",
    ],
    ["REMOVE note[0]", {}, "ValidationException: The document path provided in the update expression is invalid"],
  ];
  for (const [update_, values, reason] of refusals) {
    it(`refuses ${update_} with ${reason.split(":")[0]}`, async () => {
      const refusal = await refusalOf(update(update_, values));

      assert.ok(refusal.startsWith(reason), refusal);
      assert.deepEqual(await get(), stored);
    });
  }

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items
  it("refuses what makes an item too large", async () => {
    const text = (length: number) => ({ ":v": { S: "x".repeat(length) } });
    await update("SET body = :v", text(300 * 1_024));

    assert.match(
      await refusalOf(update("SET more = :v", text(100 * 1_024))),
      /^ValidationException: Item size to update has exceeded the maximum allowed size/,
    );
  });
});

import assert from "node:assert/strict";
import { type AttributeValue, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTable, type Item, openClient, refusalOf } from "./client.ts";

/** What every condition is about. */
const item: Item = {
  id: { S: "1" },
  word: { S: "abc" },
  n: { N: "10" },
  bytes: { B: new Uint8Array([1, 2]) },
  deep: { M: { parts: { L: [{ S: "x" }, { N: "2" }] }, a: { M: { b: { BOOL: true } } } } },
  texts: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2"] },
  nothing: { NULL: true },
};

const values: Record<string, AttributeValue> = {
  ...{ ":abc": { S: "abc" }, ":ab": { S: "ab" }, ":b": { S: "b" }, ":x": { S: "x" }, ":emoji": { S: "\u{1F600}" } },
  ...{ ":n2": { N: "2" }, ":n3": { N: "3" }, ":n9": { N: "9" }, ":n10": { N: "10.0" }, ":n100": { N: "100" } },
  ...{ ":bytes": { B: new Uint8Array([1, 2]) }, ":byte": { B: new Uint8Array([1]) } },
  ":typeS": { S: "S" },
  ...{ ":true": { BOOL: true }, ":null": { NULL: true }, ":set": { SS: ["b", "a"] }, ":other": { SS: ["a"] } },
  ":map": { M: { b: { BOOL: true } } },
};

const names: Readonly<Record<string, string>> = { "#t": "word", "#a": "a", "#nope": "nope" };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
const conditions: readonly (readonly [condition: string, holds: boolean])[] = [
  ["attribute_exists(word)", true],
  ["attribute_exists(nothing)", true],
  ["attribute_exists(nope)", false],
  ["attribute_not_exists(nope)", true],
  ["attribute_not_exists(word)", false],
  ["attribute_exists(deep.parts[1])", true],
  ["attribute_exists(deep.parts[2])", false],
  ["attribute_exists(deep.#a.b)", true],
  ["#t = :abc", true],
  ["#t = :ab", false],
  ["word = :n10", false],
  ["n = :n10", true],
  ["nothing = :null", true],
  ["texts = :set", true],
  ["texts = :other", false],
  ["deep.#a = :map", true],
  ["nope = :abc", false],
  ["nope <> :abc", true],
  ["word <> :abc", false],
  ["word <> :ab", true],
  ["n > :n9", true],
  ["n > :n10", false],
  ["n >= :n10", true],
  ["n < :n100", true],
  ["n <= :n9", false],
  ["word > :ab", true],
  ["word < :b", true],
  ["word < :n100", false],
  ["nope < :abc", false],
  ["bytes > :byte", true],
  ["bytes = :bytes", true],
  ["n BETWEEN :n9 AND :n10", true],
  ["n BETWEEN :n2 AND :n9", false],
  ["n between :n2 and :n100", true],
  ["word IN (:ab, :abc)", true],
  ["word IN (:ab, :b)", false],
  ["begins_with(word, :ab)", true],
  ["begins_with(word, :b)", false],
  ["begins_with(bytes, :byte)", true],
  ["begins_with(n, :ab)", false],
  ["contains(word, :b)", true],
  ["contains(word, :x)", false],
  ["contains(texts, :b)", true],
  ["contains(texts, :x)", false],
  ["contains(numbers, :n2)", true],
  ["contains(numbers, :n3)", false],
  ["contains(deep.parts, :x)", true],
  ["contains(deep.parts, :n2)", true],
  ["contains(deep.parts, :n3)", false],
  ["contains(n, :n10)", false],
  ["attribute_type(word, :typeS)", true],
  ["attribute_type(n, :typeS)", false],
  ["attribute_type(nope, :typeS)", false],
  ["(word = :abc)", true],
  ["((word = :ab) OR n = :n10) AND (n > :n9)", true],
  ["size(:abc) = :n3", true],
  ["size(word) = :n3", true],
  ["size(deep.parts) = :n2", true],
  ["size(texts) = :n2", true],
  ["size(bytes) = :n2", true],
  ["size(deep) = :n2", true],
  ["size(n) = :n2", false],
  ["NOT word = :abc", false],
  ["NOT contains(word, :x)", true],
  ["word = :ab OR n = :n10", true],
  ["word = :ab AND n = :n10", false],
  ["word = :abc OR word = :ab AND n = :n9", true],
  ["(word = :abc OR word = :ab) AND n = :n9", false],
  ["NOT (word = :ab OR n = :n9)", true],
];

const invalid = "ValidationException: Invalid ConditionExpression: ";
const wrong: readonly (readonly [condition: string, reason: string])[] = [
  ["", "The expression can not be empty;"],
  ["word = ", 'Syntax error; token: "<EOF>"'],
  ["word = :abc n", 'Syntax error; token: "n"'],
  ["word == :abc", 'Syntax error; token: "="'],
  ["word = 'abc'", 'Syntax error; token: "\'"'],
  ["(word = :abc", 'Syntax error; token: "<EOF>"'],
  ["status = :abc", "Attribute name is a reserved keyword; reserved keyword: status"],
  ["deep.NAME = :abc", "Attribute name is a reserved keyword; reserved keyword: NAME"],
  [
    "#nowhere = :abc",
    "An expression attribute name used in the document path is not defined; attribute name: #nowhere",
  ],
  ["word = :nowhere", "An expression attribute value used in expression is not defined; attribute value: :nowhere"],
  ["exists(word)", "Invalid function name; function: exists"],
  [
    "begins_with(word)",
    "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1",
  ],
  ["attribute_exists(:abc)", "Operator or function requires a document path; operator or function: attribute_exists"],
  [
    "begins_with(word, :n9)",
    "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
  ],
  // Of these, AWS answers the same: https://github.com/scylladb/scylladb/blob/master/test/alternator/test_condition_expression.py
  ["((word = :abc))", "The expression has redundant parentheses;"],
  ["n = :n9 AND ((word = :abc AND n = :n9))", "The expression has redundant parentheses;"],
  ["n < :set", "Incorrect operand type for operator or function; operator: <, operand type: SS"],
  [":true >= n", "Incorrect operand type for operator or function; operator: >=, operand type: BOOL"],
  ["n BETWEEN :true AND :n9", "Incorrect operand type for operator or function; operator: BETWEEN, operand type: BOOL"],
  ["size(:n9) > :n2", "Incorrect operand type for operator or function; operator or function: size, operand type: N"],
  ["attribute_type(word, :abc)", "Invalid attribute type name found; type: abc"],
  ["attribute_type(word, :n9)", "Incorrect operand type for operator or function; operator: attribute_type"],
  ["word = word", "The first operand must be distinct from the remaining operands for this operator or function"],
  ["contains(deep.parts, deep.parts)", "The first operand must be distinct from the remaining operands"],
  ["n BETWEEN :n9 AND :abc", "The BETWEEN operator requires same data type for lower and upper bounds"],
  ["n BETWEEN :n10 AND :n9", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"],
];

describe("aws: conditions on items", () => {
  let aws: Deployment;
  let client: DynamoDBClient;
  before(async () => {
    aws = await openAws();
    await deployTable(aws, "orders");
    client = await openClient(aws);
    await client.send(new PutItemCommand({ TableName: "orders", Item: item }));
  });
  after(async () => {
    client.destroy();
    await aws.stop();
  });

  /** Puts the item again, with those of the names and values that the condition uses. */
  const put = (ConditionExpression: string, more: object = {}) => {
    const used = <T>(all: Readonly<Record<string, T>>) => {
      const found = Object.entries(all).filter(([key]) => new RegExp(`${key}\\b`).test(ConditionExpression));
      return found.length === 0 ? undefined : Object.fromEntries(found);
    };
    const [ExpressionAttributeNames, ExpressionAttributeValues] = [used(names), used(values)];
    const placeholders = { ExpressionAttributeNames, ExpressionAttributeValues };
    return client.send(
      new PutItemCommand({ TableName: "orders", Item: item, ConditionExpression, ...placeholders, ...more }),
    );
  };

  it("holds where the vendor's rules say so", async () => {
    const differing: string[] = [];
    for (const [condition, expected] of conditions) {
      const failure = await put(condition).then(
        () => undefined,
        (error) => error,
      );
      if (failure !== undefined && failure.name !== "ConditionalCheckFailedException") throw failure;
      if ((failure === undefined) !== expected) differing.push(condition);
    }

    assert.deepEqual(differing, []);
  });

  for (const [condition, reason] of wrong) {
    it(`refuses ${condition === "" ? "an empty one" : condition}`, async () => {
      assert.ok((await refusalOf(put(condition))).startsWith(invalid + reason), await refusalOf(put(condition)));
    });
  }

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
  it("refuses placeholders that are not used, or look wrong", async () => {
    const used = "attribute_exists(id)";
    const cases: readonly (readonly [more: object, reason: RegExp])[] = [
      [{ ExpressionAttributeNames: { "#x": "x" } }, /ExpressionAttributeNames unused in expressions: keys: \{#x\}/],
      [
        { ExpressionAttributeValues: { ":x": { S: "x" } } },
        /ExpressionAttributeValues unused in expressions: keys: \{:x\}/,
      ],
      [{ ExpressionAttributeNames: {} }, /ExpressionAttributeNames must not be empty/],
      [{ ExpressionAttributeValues: {} }, /ExpressionAttributeValues must not be empty/],
      [
        { ExpressionAttributeNames: { x: "x" } },
        /ExpressionAttributeNames contains invalid key: Syntax error; key: "x"/,
      ],
      [{ ExpressionAttributeValues: { "#x": { S: "x" } } }, /ExpressionAttributeValues contains invalid key/],
    ];
    for (const [more, reason] of cases) assert.match(await refusalOf(put(used, more)), reason);
  });
});

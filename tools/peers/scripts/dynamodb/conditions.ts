import { DeleteItemCommand, type ReturnValuesOnConditionCheckFailure } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges } from "../../session.ts";
import { type Item, members, N, type Placeholders, prepare, read, S, simpleTable } from "./steps.ts";

const item: Item = {
  id: S("1"),
  price: N(5),
  stock: N("5.0"),
  words: S("hello world"),
  blank: { NULL: true },
  sold: { BOOL: true },
  blurb: { B: Buffer.from("hello") },
  letters: { SS: ["a", "b"] },
  numbers: { NS: ["1", "2"] },
  list: { L: [N(1), S("two"), { M: { deep: S("value") } }] },
  map: { M: { knob: N(7) } },
  "with-dash": S("dash"),
};

/** Deletes an item on a condition, and looks whether it is still there. */
const condition =
  (
    ConditionExpression: string,
    placeholders: Placeholders = {},
    ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure,
  ): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, item);
    const input = { TableName, Key: { id: S("1") }, ConditionExpression, ReturnValuesOnConditionCheckFailure };
    await session.note(session.dynamodb.send(new DeleteItemCommand({ ...input, ...members(placeholders) })));
  };

/** A condition with the value `:v`. */
const withValue = (expression: string, value: Item[string]) => condition(expression, { values: { ":v": value } });

const many = Array.from({ length: 101 }, (_, at) => `:v${at}`);
const manyValues = (count: number) => Object.fromEntries(many.slice(0, count).map((name, at) => [name, N(at)]));

export const conditionScripts: Exchanges = {
  equality: condition("stock = :v", { values: { ":v": N(5) } }),
  "equality of another type": condition("stock = :v", { values: { ":v": S("5") } }),
  "difference from what is not there": condition("absent <> :v", { values: { ":v": S("5") } }),
  "an order of what is not there": condition("absent < :v", { values: { ":v": S("5") } }),
  "an order between types": condition("stock < :v", { values: { ":v": S("9") } }),
  "an order of texts": condition("words > :v", { values: { ":v": S("hello") } }),
  "an order of bytes": condition("blurb < :v", { values: { ":v": { B: Buffer.from("hellp") } } }),
  "an order of truths": condition("sold > :v", { values: { ":v": { BOOL: false } } }),
  "an order of a list": condition("list < :v", { values: { ":v": { L: [] } } }),
  "equality of sets in another order": condition("letters = :v", { values: { ":v": { SS: ["b", "a"] } } }),
  "equality of sets of numbers": condition("numbers = :v", { values: { ":v": { NS: ["2.0", "1"] } } }),
  "equality of maps": condition("#map = :v", { names: { "#map": "map" }, values: { ":v": { M: { knob: N(7) } } } }),
  "equality of nulls": condition("blank = :v", { values: { ":v": { NULL: true } } }),
  between: condition("stock BETWEEN :a AND :b", { values: { ":a": N(1), ":b": N(9) } }),
  "between, reversed": condition("stock BETWEEN :a AND :b", { values: { ":a": N(9), ":b": N(1) } }),
  "between two types": condition("stock BETWEEN :a AND :b", { values: { ":a": N(1), ":b": S("9") } }),
  "one of several": condition("stock IN (:a, :b)", { values: { ":a": N(1), ":b": N(5) } }),
  "one of a hundred": condition(`stock IN (${many.slice(0, 100)})`, { values: manyValues(100) }),
  "one of a hundred and one": condition(`stock IN (${many})`, { values: manyValues(101) }),
  "the size of a text": withValue("size(words) = :v", N(11)),
  "the size of a set": withValue("size(letters) = :v", N(2)),
  "the size of a map": condition("size(#map) = :v", { names: { "#map": "map" }, values: { ":v": N(1) } }),
  "the size of bytes": withValue("size(blurb) = :v", N(5)),
  "the size of a number": withValue("size(stock) > :v", N(0)),
  "the size of a size": withValue("size(size(words)) > :v", N(0)),
  "a size alone": condition("size(words)"),
  "what exists": condition("attribute_exists(words)"),
  "what does not exist": condition("attribute_not_exists(absent)"),
  "a null, which exists": condition("attribute_exists(blank)"),
  "the existence of a value": withValue("attribute_exists(:v)", S("words")),
  "a type": withValue("attribute_type(words, :v)", S("S")),
  "another type": withValue("attribute_type(words, :v)", S("N")),
  "a type that does not exist": withValue("attribute_type(words, :v)", S("TEXT")),
  "a type that is not a text": withValue("attribute_type(words, :v)", N(1)),
  "the type of a null": withValue("attribute_type(blank, :v)", S("NULL")),
  "a beginning": withValue("begins_with(words, :v)", S("hello")),
  "a beginning of bytes": withValue("begins_with(blurb, :v)", { B: Buffer.from("he") }),
  "a beginning that is a number": withValue("begins_with(words, :v)", N(1)),
  "a beginning of a number": withValue("begins_with(stock, :v)", S("5")),
  "a part of a text": withValue("contains(words, :v)", S("lo wo")),
  "a member of a set": withValue("contains(letters, :v)", S("b")),
  "a number of a set": withValue("contains(numbers, :v)", N("2.0")),
  "a member of a list": condition("contains(#l, :v)", { names: { "#l": "list" }, values: { ":v": S("two") } }),
  "a part of what is not there": withValue("contains(absent, :v)", S("b")),
  "contains with itself": condition("contains(words, words)"),
  not: condition("NOT attribute_exists(absent)"),
  "not before and": condition("NOT attribute_exists(absent) AND attribute_exists(words)"),
  "and before or": condition("attribute_exists(id) OR attribute_exists(id) AND attribute_exists(absent)"),
  parentheses: condition("(attribute_exists(id) OR attribute_exists(id)) AND attribute_exists(absent)"),
  "parentheses that are not needed": condition("((attribute_exists(id)))"),
  "parentheses twice around a comparison": condition("((stock = :v))", { values: { ":v": N(5) } }),
  "keywords in lower case": condition("not attribute_exists(absent) and attribute_exists(words)"),
  "a function in upper case": condition("ATTRIBUTE_EXISTS(words)"),
  "a path into a map": condition("#map.knob = :v", { names: { "#map": "map" }, values: { ":v": N(7) } }),
  "a path into a list": condition("#l[2].deep = :v", { names: { "#l": "list" }, values: { ":v": S("value") } }),
  "an element that is not there": condition("attribute_exists(#l[9])", { names: { "#l": "list" } }),
  "a path into a text": condition("attribute_not_exists(words.knob)"),
  "two paths": condition("price = stock"),
  "one path on both sides": condition("stock = stock"),
  "two values": condition(":a = :b", { values: { ":a": N(1), ":b": N(1) } }),
  "a name with a dash": condition("attribute_exists(#d)", { names: { "#d": "with-dash" } }),
  "a name with a dash in the expression": condition("attribute_exists(with-dash)"),
  "a name with a dot": condition("attribute_exists(#d)", { names: { "#d": "map.knob" } }),
  "a reserved word": condition("attribute_exists(list)"),
  "a reserved word in lower case within a path": condition("attribute_exists(words.list)"),
  "a value that is not defined": condition("stock = :v"),
  "a name that is not defined": condition("attribute_exists(#x)"),
  "a value that is not used": condition("attribute_exists(id)", { values: { ":v": N(1) } }),
  "a name that is not used": condition("attribute_exists(id)", { names: { "#x": "x" } }),
  "names that are empty": condition("attribute_exists(id)", { names: {} }),
  "a name of a placeholder without #": condition("attribute_exists(x)", { names: { x: "id" } }),
  "a name of a placeholder with a dash": condition("attribute_exists(#a-b)", { names: { "#a-b": "id" } }),
  "an empty expression": condition(""),
  "an expression of spaces": condition("  "),
  "an expression that ends early": condition("attribute_exists(id) AND"),
  "a comma at the end": condition("attribute_exists(id,)"),
  "a function that does not exist": condition("exists(id)"),
  "a function with too many operands": withValue("attribute_exists(id, :v)", S("a")),
  "a function with too few operands": condition("begins_with(words)"),
  "an operator that does not exist": withValue("stock == :v", N(5)),
  "a number in the expression": condition("stock = 5"),
  "an expression of 4,097 letters": condition(`attribute_exists(id)${" ".repeat(4_077)}`),
  "a placeholder's value of two types": condition("stock = :v", { values: { ":v": Object({ ...N(1), ...S("1") }) } }),
  "the item of a failed condition": condition("attribute_exists(absent)", {}, "ALL_OLD"),
  "no item of a failed condition": condition("attribute_exists(absent)", {}, "NONE"),
  "an item that does not exist": async (session) => {
    const TableName = await simpleTable(session);
    for (const ConditionExpression of ["attribute_not_exists(id)", "attribute_exists(id)", "id <> id"]) {
      const input = { TableName, Key: { id: S("1") }, ConditionExpression };
      await session.note(session.dynamodb.send(new DeleteItemCommand(input)));
    }
    await read(session, TableName, { id: S("1") });
  },
};

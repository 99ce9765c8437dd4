import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type ReturnValue,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges } from "../../session.ts";
import { type Item, N, ordersTable, type Placeholders, prepare, put, read, S, simpleTable } from "./steps.ts";

const Key = { id: S("1") };

/** Puts an item with this value, and reads it. */
const value =
  (given: Item[string]): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await put(session, TableName, { ...Key, given });
    await read(session, TableName, Key);
  };

const number = (text: string): Exchange => value(N(text));

/** Puts an item, and reads its key. */
const whole =
  (item: Item, key: Item = Key): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await put(session, TableName, item);
    await read(session, TableName, key);
  };

/** Reads parts of an item. */
const parts =
  (ProjectionExpression: string, names?: Placeholders["names"]): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, {
      ...{ ...Key, words: S("hello"), user: S("ann"), box: { M: { knob: N(7), edge: N(8) } } },
      things: { L: [N(1), S("two"), { M: { knob: N(3) } }] },
    });
    const input = { TableName, Key, ProjectionExpression, ...(names && { ExpressionAttributeNames: { ...names } }) };
    await session.note(session.dynamodb.send(new GetItemCommand(input)));
  };

/** Puts over an item, with what is to be answered, and deletes it so. */
const returns =
  (ReturnValues: ReturnValue): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    for (const text of ["first", "second"]) {
      await put(session, TableName, { ...Key, text: S(text) }, { ReturnValues });
    }
    for (const _twice of [1, 2]) {
      await session.note(session.dynamodb.send(new DeleteItemCommand({ TableName, Key, ReturnValues })));
    }
  };

const nested = (levels: number): Item[string] => (levels === 0 ? S("end") : { L: [nested(levels - 1)] });

/** An item of this size in bytes: names and values count. */
const sized = (size: number): Exchange =>
  whole({ ...Key, text: S("x".repeat(size - "id1text".length)) }, { id: S("2") });

/** Puts an item into a table with indexes. */
const indexed =
  (item: Item): Exchange =>
  async (session) => {
    const TableName = await ordersTable(session);
    await put(session, TableName, { user: S("ann"), at: S("1"), ...item });
    await read(session, TableName, { user: S("ann"), at: S("1") });
  };

export const itemScripts: Exchanges = {
  "all types": whole({
    ...{
      ...Key,
      text: S("a"),
      number: N(1),
      bytes: { B: Buffer.from("abc") },
      yes: { BOOL: true },
      none: { NULL: true },
    },
    ...{
      letters: { SS: ["a", "b"] },
      numbers: { NS: ["1", "2"] },
      blobs: { BS: [Buffer.from("a"), Buffer.from("b")] },
    },
    ...{ list: { L: [N(1), { L: [] }] }, map: { M: { inner: { M: {} } } } },
  }),
  "an empty text": value(S("")),
  "empty bytes": value({ B: Buffer.alloc(0) }),
  "an empty list": value({ L: [] }),
  "an empty set": value({ SS: [] }),
  "a set with a value twice": value({ SS: ["a", "a"] }),
  "a set with a number twice, written otherwise": value({ NS: ["1", "1.0"] }),
  "a set with an empty text": value({ SS: ["", "a"] }),
  "a null that is false": value({ NULL: false }),
  "a value without a type": value(Object({})),
  "a value of two types": value(Object({ ...S("a"), ...N(1) })),
  "a value of a type that does not exist": value(Object({ T: "a" })),
  "a number with zeros at its ends": number("0010.500"),
  "a number with an exponent": number("1.5e3"),
  "a number with a plus": number("+5"),
  "minus zero": number("-0"),
  "a number with spaces": number(" 5 "),
  "a number that is not one": number("five"),
  "an empty number": number(""),
  "a hexadecimal number": number("0x10"),
  "an infinite number": number("Infinity"),
  "a number of 38 digits": number(`1${"2".repeat(37)}`),
  "a number of 39 digits": number(`1${"2".repeat(38)}`),
  "a number of 38 digits and zeros": number(`1${"2".repeat(37)}000`),
  "the largest number": number("9.9999999999999999999999999999999999999e125"),
  "a number over the largest": number("1e126"),
  "the smallest number": number("1e-130"),
  "a number under the smallest": number("1e-131"),
  "32 levels": value(nested(31)),
  "33 levels": value(nested(32)),
  "an item of 400 KB": sized(400 * 1_024),
  "an item over 400 KB": sized(400 * 1_024 + 1),
  "an item without its key": whole({ text: S("a") }),
  "an item with a key of another type": whole({ id: N(1) }),
  "an item with an empty key": whole({ id: S("") }),
  "an item with a null key": whole({ id: { NULL: true } }),
  "a key of 2,048 bytes": whole({ id: S("ü".repeat(1_024)) }, { id: S("ü".repeat(1_024)) }),
  "a key over 2,048 bytes": whole({ id: S("ü".repeat(1_025)) }, { id: S("1") }),
  "a read of a key over 2,048 bytes": whole(Key, { id: S("x".repeat(2_049)) }),
  "a read with more than a key": whole(Key, { ...Key, text: S("a") }),
  "a read with a key of another type": whole(Key, { id: N(1) }),
  "a read with an empty key": whole(Key, { id: S("") }),
  "a read with another attribute": whole(Key, { name: S("1") }),
  "a read of an item that does not exist": whole(Key, { id: S("2") }),
  "a sort key over 1,024 bytes": indexed({ at: S("x".repeat(1_025)) }),
  "an item without its sort key": async (session) => {
    const TableName = await ordersTable(session);
    await put(session, TableName, { user: S("ann") });
  },
  "an item in its indexes": indexed({ kind: S("a"), price: N(1) }),
  "an index key of another type": indexed({ kind: N(1), price: N(1) }),
  "an empty index key": indexed({ kind: S(""), price: N(1) }),
  "a null index key": indexed({ kind: { NULL: true }, price: N(1) }),
  "an index key over 2,048 bytes": indexed({ kind: S("x".repeat(2_049)), price: N(1) }),
  "a sort key of a local index of another type": indexed({ price: S("much") }),
  "an item in no index": indexed({ kind: S("a") }),
  "a table that does not exist": async (session) => {
    await put(session, "nothing-of-the-kind", Key);
    await read(session, "nothing-of-the-kind", Key);
  },
  "the name of a table that is too short": (session) => put(session, "ab", Key).then(() => undefined),
  "the name of a table with letters that are not allowed": async (session) => {
    await put(session, "or/ders", Key);
  },
  "a table by its ARN": async (session) => {
    const name = await simpleTable(session);
    await put(session, `arn:aws:dynamodb:eu-central-1:123456789012:table/${name}`, Key);
    await read(session, name, Key);
  },
  "parts of an item": parts("words, box.knob, things[2].knob, absent"),
  "elements of a list in another order": parts("things[1], things[0]"),
  "a reserved word as a part": parts("user"),
  "a part by a placeholder": parts("#u, box", { "#u": "user" }),
  "one part twice": parts("words, words"),
  "a part within another": parts("box, box.knob"),
  "no part": parts(""),
  "parts below a text": parts("words.knob, things.knob, box[0]"),
  "parts with a comma at the end": parts("words,"),
  "put and delete with ReturnValues NONE": returns("NONE"),
  "put and delete with ReturnValues ALL_OLD": returns("ALL_OLD"),
  "put and delete with ReturnValues ALL_NEW": returns("ALL_NEW"),
  "put and delete with ReturnValues that do not exist": returns("SOME" as ReturnValue),
  "an expression together with a parameter of before": async (session) => {
    const TableName = await simpleTable(session);
    const more = { ConditionExpression: "attribute_exists(id)", Expected: { id: { Exists: false } } };
    await session.note(session.dynamodb.send(new PutItemCommand({ TableName, Item: Key, ...more })));
  },
  "what a call has used": async (session) => {
    const TableName = await simpleTable(session);
    const answer = await session.dynamodb.send(
      new PutItemCommand({ TableName, Item: Key, ReturnConsumedCapacity: "TOTAL" }),
    );
    session.keep(answer.ConsumedCapacity?.CapacityUnits);
  },
  "what a call has used, without being asked": async (session) => {
    const TableName = await simpleTable(session);
    const input = { TableName, Key, UpdateExpression: "ADD hits :n", ExpressionAttributeValues: { ":n": N(1) } };
    const answer = await session.dynamodb.send(new UpdateItemCommand(input));
    session.keep(answer.ConsumedCapacity === undefined ? "nothing" : "something");
  },
};

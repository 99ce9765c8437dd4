import { type ReturnValue, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges } from "../../session.ts";
import { type Item, members, N, type Placeholders, prepare, read, S, simpleTable } from "./steps.ts";

const item: Item = {
  id: S("1"),
  price: N(5),
  words: S("hello"),
  letters: { SS: ["a", "b"] },
  amounts: { NS: ["1", "2"] },
  things: { L: [N(1), S("two"), N(3)] },
  box: { M: { knob: N(7), more: { M: { deep: S("value") } } } },
  blank: { NULL: true },
};

const Key = { id: S("1") };

/** Updates an item, and reads it. */
const update =
  (UpdateExpression: string, values?: Item, names?: Placeholders["names"]): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, item);
    const input = { TableName, Key, UpdateExpression, ...members({ names, values }) };
    await session.note(session.dynamodb.send(new UpdateItemCommand(input)));
    await read(session, TableName, Key);
  };

/** An update of the price and of what is new, with what is to be answered, of an item that is there and of one that is not. */
const returns =
  (ReturnValues: ReturnValue): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, item);
    for (const id of ["1", "2"]) {
      const command = new UpdateItemCommand({
        ...{
          TableName,
          Key: { id: S(id) },
          ReturnValues,
          UpdateExpression: "SET price = :n, box.knob = :n, fresh = :n",
        },
        ExpressionAttributeValues: { ":n": N(1) },
      });
      await session.note(session.dynamodb.send(command));
    }
    const plain = { TableName, Key: { id: S("3") }, ReturnValues, UpdateExpression: "SET price = :n" };
    await session.note(
      session.dynamodb.send(new UpdateItemCommand({ ...plain, ExpressionAttributeValues: { ":n": N(1) } })),
    );
  };

const digits = "1".repeat(38);

export const updateScripts: Exchanges = {
  SET: update("SET words = :v, fresh = :v", { ":v": S("bye") }),
  "SET of another type": update("SET words = :v", { ":v": N(1) }),
  "SET of a member of a map": update("SET box.knob = :v, box.fresh = :v", { ":v": N(1) }),
  "SET below what is not there": update("SET absent.knob = :v", { ":v": N(1) }),
  "SET below a text": update("SET words.knob = :v", { ":v": N(1) }),
  "SET of an element": update("SET things[1] = :v", { ":v": N(1) }),
  "SET of an element after the last": update("SET things[9] = :v, things[7] = :w", { ":v": N(9), ":w": N(7) }),
  "SET of an element of a text": update("SET words[0] = :v", { ":v": N(1) }),
  "SET of what is there": update("SET fresh = words"),
  "SET of what is not there": update("SET fresh = absent"),
  "SET where it is not there": update("SET fresh = if_not_exists(fresh, :v), words = if_not_exists(words, :v)", {
    ":v": N(1),
  }),
  "SET of what is there, or of something else that is there": update("SET fresh = if_not_exists(absent, words)"),
  "SET of a sum": update("SET price = price + :v", { ":v": N(3) }),
  "SET of a difference": update("SET price = price - :v", { ":v": N(8) }),
  "SET of a sum with what is not there": update("SET price = absent + :v", { ":v": N(3) }),
  "SET of a sum where it is not there": update("SET hits = if_not_exists(hits, :z) + :v", { ":v": N(3), ":z": N(0) }),
  "SET of a sum of a text": update("SET price = words + :v", { ":v": N(3) }),
  "SET of a sum with a text": update("SET price = price + :v", { ":v": S("3") }),
  "SET of a sum of three": update("SET price = price + :v + :v", { ":v": N(3) }),
  "SET in parentheses": update("SET price = (price + :v)", { ":v": N(3) }),
  "SET of an appended list": update("SET things = list_append(things, :v)", { ":v": { L: [N(4)] } }),
  "SET of a list that is put before": update("SET things = list_append(:v, things)", { ":v": { L: [N(0)] } }),
  "SET of a list that is appended to a text": update("SET words = list_append(words, :v)", { ":v": { L: [N(4)] } }),
  "SET of a list with a text appended": update("SET things = list_append(things, :v)", { ":v": S("four") }),
  "two sums that see the item as it was": update("SET price = price + :v, twin = price", { ":v": N(1) }),
  REMOVE: update("REMOVE words, absent"),
  "REMOVE of a member of a map": update("REMOVE box.knob"),
  "REMOVE below what is not there": update("REMOVE absent.knob"),
  "REMOVE of an element": update("REMOVE things[1]"),
  "REMOVE of two elements": update("REMOVE things[0], things[1]"),
  "REMOVE of an element that is not there": update("REMOVE things[9]"),
  "REMOVE and SET of elements": update("REMOVE things[0] SET things[2] = :v", { ":v": S("new") }),
  "ADD to a number": update("ADD price :v", { ":v": N(3) }),
  "ADD to a number that is not there": update("ADD hits :v", { ":v": N(3) }),
  "ADD of a number in a map": update("ADD box.knob :v", { ":v": N(3) }),
  "ADD to a text": update("ADD words :v", { ":v": N(3) }),
  "ADD of a text": update("ADD words :v", { ":v": S("more") }),
  "ADD of a list": update("ADD things :v", { ":v": { L: [N(1)] } }),
  "ADD to a set": update("ADD letters :v", { ":v": { SS: ["b", "c"] } }),
  "ADD to a set of numbers": update("ADD amounts :v", { ":v": { NS: ["2.0", "3"] } }),
  "ADD to a set that is not there": update("ADD fresh :v", { ":v": { SS: ["b", "c"] } }),
  "ADD to a set of another type": update("ADD letters :v", { ":v": { NS: ["1"] } }),
  "ADD to a null": update("ADD blank :v", { ":v": N(1) }),
  "DELETE from a set": update("DELETE letters :v", { ":v": { SS: ["b", "x"] } }),
  "DELETE of all of a set": update("DELETE letters :v", { ":v": { SS: ["b", "a"] } }),
  "DELETE from what is not there": update("DELETE absent :v", { ":v": { SS: ["b"] } }),
  "DELETE from a text": update("DELETE words :v", { ":v": { SS: ["b"] } }),
  "DELETE of a number": update("DELETE price :v", { ":v": N(1) }),
  "all sections": update("SET fresh = :v REMOVE words ADD price :v DELETE letters :s", {
    ":v": N(1),
    ":s": { SS: ["a"] },
  }),
  "sections in lower case": update("set fresh = :v remove words", { ":v": N(1) }),
  "one section twice": update("SET fresh = :v SET price = :v", { ":v": N(1) }),
  "one path twice": update("SET fresh = :v, fresh = :v", { ":v": N(1) }),
  "a path within another": update("SET box = :v, box.knob = :v", { ":v": N(1) }),
  "a path as a map and as a list": update("SET box.a = :v, box[0] = :v", { ":v": N(1) }),
  "an attribute of the key": update("SET id = :v", { ":v": S("2") }),
  "an empty update": update(""),
  "an update without a section": update("words = :v", { ":v": N(1) }),
  "an update with a condition in it": update("SET words = :v AND price = :v", { ":v": N(1) }),
  "a function of conditions": update("SET words = begins_with(words, :v)", { ":v": S("a") }),
  "a reserved word in an update": update("SET user = :v", { ":v": N(1) }),
  "a reserved word by its placeholder": update("SET #u = :v", { ":v": N(1) }, { "#u": "user" }),
  "a value that an update does not use": update("SET words = :v", { ":v": N(1), ":w": N(2) }),
  "38 digits": update("SET price = :v + :w", { ":v": N(digits), ":w": N(1) }),
  "a sum of 39 digits": update("SET price = :v + :w", { ":v": N(digits), ":w": N("0.1") }),
  "a sum over the largest number": update("SET price = :v + :v", { ":v": N("9.9e125") }),
  tenths: update("SET price = :v + :w", { ":v": N("0.1"), ":w": N("0.2") }),
  "an item that an update makes": async (session) => {
    const TableName = await simpleTable(session);
    for (const UpdateExpression of ["SET words = :v", undefined]) {
      const more = UpdateExpression === undefined ? {} : { ExpressionAttributeValues: { ":v": N(1) } };
      const Other = { id: S(UpdateExpression ?? "none") };
      const input = { TableName, Key: Other, UpdateExpression, ...more };
      await session.note(session.dynamodb.send(new UpdateItemCommand(input)));
      await read(session, TableName, Other);
    }
  },
  "an update on a condition": async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, item);
    for (const expected of [5, 5]) {
      const command = new UpdateItemCommand({
        ...{ TableName, Key, UpdateExpression: "ADD price :one", ConditionExpression: "price = :e" },
        ...{ ExpressionAttributeValues: { ":one": N(1), ":e": N(expected) }, ReturnValues: "ALL_NEW" },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      await session.note(session.dynamodb.send(command));
    }
  },
  "ReturnValues NONE": returns("NONE"),
  "ReturnValues ALL_OLD": returns("ALL_OLD"),
  "ReturnValues ALL_NEW": returns("ALL_NEW"),
  "ReturnValues UPDATED_OLD": returns("UPDATED_OLD"),
  "ReturnValues UPDATED_NEW": returns("UPDATED_NEW"),
  "UPDATED_NEW of a removed attribute and of an element": async (session) => {
    const TableName = await simpleTable(session);
    await prepare(session, TableName, item);
    const command = new UpdateItemCommand({
      ...{ TableName, Key, UpdateExpression: "REMOVE words SET things[1] = :v", ReturnValues: "UPDATED_NEW" },
      ExpressionAttributeValues: { ":v": N(1) },
    });
    await session.note(session.dynamodb.send(command));
  },
};

import { isRecord } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import type { DocumentChange, DocumentKey } from "../../../engines/documents.ts";
import { conditionFailed, ItemError, invalid } from "./errors.ts";
import { type Condition, holds, readCondition } from "./expressions/conditions.ts";
import { readExpressions } from "./expressions/placeholders.ts";
import type { Path } from "./expressions/reader.ts";
import { applyUpdates, pathOf, readUpdates, type Update } from "./expressions/updates.ts";
import { placeOfItem, placeOfKey, requireStorable } from "./keys.ts";
import { attributesOf, type Content, type Table } from "./tables.ts";
import { type Item, readItem } from "./values/value.ts";
import { openTable, type Work } from "./work.ts";

/** Something that a request wants to do to an item. */
export interface Write {
  readonly table: Table;
  readonly key: DocumentKey;
  readonly condition: Condition | undefined;
  /** Whether an error of the condition is to show the item. */
  readonly showsItem: boolean;
  /** What is updated of the item. */
  readonly paths: readonly Path[];
  /** The item afterwards. `undefined`: it is removed. @throws ItemError when it cannot be changed so. */
  result(before: Item | undefined): Item | undefined;
}

const common = ["TableName", "ExpressionAttributeNames", "ExpressionAttributeValues"] as const;
const conditional = [...common, "ConditionExpression", "ReturnValuesOnConditionCheckFailure"] as const;

/** One kind of write. */
interface WriteKind {
  readonly takes: readonly string[];
  /** What a single one needs. */
  readonly permission: string;
  /** @throws CloudError when the request is not right, or when whoever calls does not have the permission. */
  read(work: Work, permission: string): Write;
}

/**
 * What policies can have conditions on: the attributes that a write names, and what it wants to be answered, where it says so.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html#FGAC_DDB.ConditionKeys
 */
function conditionsOf({ Item, Key, ReturnValues }: Properties, mentioned: readonly string[]) {
  const named = [Item, Key].flatMap((given) => (isRecord(given) ? Object.keys(given) : []));
  return {
    "dynamodb:Attributes": [...new Set([...named, ...mentioned])],
    ...(ReturnValues === undefined ? {} : { "dynamodb:ReturnValues": String(ReturnValues) }),
  };
}

/** The parts that all kinds have. */
function openWrite(work: Work, permission: string) {
  const { input } = work;
  const { condition, updates, mentioned } = readExpressions(input, (placeholders) => ({
    condition: readCondition(input, "ConditionExpression", placeholders),
    updates: readUpdates(input, placeholders),
    mentioned: placeholders.attributes,
  }));
  const table = openTable(work, input.TableName, permission, { conditions: conditionsOf(input, mentioned) });
  const showsItem = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD";
  return { updates, write: { table, condition, showsItem } };
}

function readPut(work: Work, permission: string): Write {
  const { write } = openWrite(work, permission);
  const item = readItem(work.input.Item);
  const key = placeOfItem(write.table, item);
  requireStorable(write.table, item, "Item size has exceeded the maximum allowed size");
  return { ...write, key, paths: [], result: () => item };
}

function readDelete(work: Work, permission: string): Write {
  const { write } = openWrite(work, permission);
  const key = placeOfKey(write.table, readItem(work.input.Key));
  return { ...write, key, paths: [], result: () => undefined };
}

function readCheck(work: Work, permission: string): Write {
  const { write } = openWrite(work, permission);
  if (write.condition === undefined) throw invalid("The expression can not be empty;");
  const key = placeOfKey(write.table, readItem(work.input.Key));
  return { ...write, key, paths: [], result: (before) => before };
}

function readUpdate(work: Work, permission: string): Write {
  const { updates, write } = openWrite(work, permission);
  const keyItem = readItem(work.input.Key);
  const key = placeOfKey(write.table, keyItem);
  requireOutsideKey(write.table, updates);
  return {
    ...write,
    key,
    paths: updates.map(pathOf),
    result(before = keyItem) {
      const item = applyUpdates(before, updates);
      requireStorable(write.table, item, "Item size to update has exceeded the maximum allowed size");
      return item;
    },
  };
}

/** @throws ItemError when an update is about the key, which an item has for life. */
function requireOutsideKey({ keys }: Table, updates: readonly Update[]): void {
  const names = updates.map((update) => pathOf(update)[0]);
  const part = attributesOf(keys).find(({ name }) => names.includes(name));
  if (part === undefined) return;
  const reason = `Cannot update attribute ${part.name}. This attribute is part of the key`;
  throw new ItemError(`One or more parameter values were invalid: ${reason}`);
}

export const writeKinds = {
  Put: { takes: [...conditional, "Item"], permission: "PutItem", read: readPut },
  Update: { takes: [...conditional, "Key", "UpdateExpression"], permission: "UpdateItem", read: readUpdate },
  Delete: { takes: [...conditional, "Key"], permission: "DeleteItem", read: readDelete },
  ConditionCheck: { takes: [...conditional, "Key"], permission: "ConditionCheckItem", read: readCheck },
} as const satisfies Readonly<Record<string, WriteKind>>;

/** What a write found, and leaves. */
export interface WriteResult {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Why a write cannot be done, in the words of a transaction's reasons. */
export interface Refusal {
  readonly Code: string;
  readonly Message: string;
  readonly Item?: Item;
}

function refusalOf({ condition, showsItem }: Write, before: Item | undefined): Refusal | undefined {
  if (condition === undefined || holds(condition, before ?? {})) return undefined;
  const Item = showsItem ? before : undefined;
  return { Code: conditionFailed.code, Message: conditionFailed.message, ...(Item && { Item }) };
}

/** What a write would do now. @throws ItemError when the item cannot be changed so. */
export function attempt({ documents }: Work, write: Write): WriteResult | Refusal {
  const before = documents.find(write.table.arn, write.key)?.content.item;
  return refusalOf(write, before) ?? { before, after: write.result(before) };
}

/** How a write changes what is stored. */
export function changesOf(
  { table, key }: Write,
  { before, after }: WriteResult,
): readonly (readonly [collection: string, change: DocumentChange<Content>])[] {
  if (after === before) return [];
  return [[table.arn, after === undefined ? { remove: key } : { put: key, content: { item: after } }]];
}

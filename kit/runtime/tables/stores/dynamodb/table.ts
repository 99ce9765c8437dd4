import type { TableLayout } from "../../../../spec/index.ts";
import { rangeBefore } from "../../counting.ts";
import type { RecordKey, RecordWrite, StoredRecord, WritableStore } from "../../store.ts";
import { callDynamo } from "./api.ts";
import { type Attributes, fromAttributes, toAttributes } from "./values.ts";

/** The attribute that every write of ours renews. */
const version = "_version";

/**
 * Stands before each value of an item's key, where its counters are. No value begins with it, so that no question finds them: not in the
 * partition of the item, and not in an index by either property of the key.
 */
export const besides = "\0";

export const counterName = (counter: string): string => `_${counter}`;

export function toRecord(attributes: Attributes): StoredRecord {
  // Another program may have written it.
  const { [version]: mark = "", ...item } = fromAttributes(attributes);
  const stamp = String(mark);
  return { item, version: stamp, stamp };
}

/** Part of a request: an expression with the names and values that stand in it. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Attributes;
}

/** The condition of a write: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html */
function conditionOf({ condition }: RecordWrite, { key, expires }: TableLayout): Expression | undefined {
  if (condition === undefined) return undefined;
  const isAbsent = condition === "absent";
  const one = isAbsent
    ? { text: "attribute_not_exists(#p)", names: { "#p": key[0] }, values: {} }
    : { text: "#v = :v", names: { "#v": version }, values: { ":v": { S: condition.version } } };
  if (expires === undefined) return one;
  // One that has expired counts as none until it is removed.
  return {
    text: `${one.text} ${isAbsent ? "OR #x <= :now" : "AND (attribute_not_exists(#x) OR #x > :now)"}`,
    names: { ...one.names, "#x": expires },
    values: { ...one.values, ":now": { N: String(Math.floor(Date.now() / 1_000)) } },
  };
}

function withCondition(expression: Expression | undefined): object {
  if (expression === undefined) return {};
  const { text, names, values } = expression;
  const hasValues = Object.keys(values).length > 0;
  return {
    ConditionExpression: text,
    ExpressionAttributeNames: names,
    ...(hasValues ? { ExpressionAttributeValues: values } : {}),
  };
}

/** A table of DynamoDB that is written. Its attributes are the properties of an item, and those that tables need for themselves. */
export class DynamoTable implements WritableStore {
  protected readonly table: string;
  protected readonly layout: TableLayout;

  constructor(table: string, layout: TableLayout) {
    this.table = table;
    this.layout = layout;
  }

  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    return Promise.all(
      keys.map(async (key) => {
        const item = await this.get(this.keyOf(key));
        return item && toRecord(item);
      }),
    );
  }

  async write(write: RecordWrite): Promise<string> {
    const [action = {}, ...more] = this.#actionsOf(write);
    if (more.length > 0) await this.transact([write]);
    else for (const [operation, input] of Object.entries(action)) await callDynamo(`${operation}Item`, input);
    return write.stamp;
  }

  async transact(writes: readonly RecordWrite[]): Promise<void> {
    const asked = writes.flatMap((write, index) => this.#actionsOf(write).map((action) => ({ index, action })));
    await callDynamo(
      "TransactWriteItems",
      { TransactItems: asked.map(({ action }) => action), ClientRequestToken: crypto.randomUUID() },
      asked.map(({ index }) => index),
    );
  }

  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const name = counterName(counter);
    const { from, to } = rangeBefore(by);
    const { Attributes: now = {} } = await callDynamo("UpdateItem", {
      TableName: this.table,
      Key: this.keyOf(key, besides),
      UpdateExpression: "ADD #c :by",
      ConditionExpression: "attribute_not_exists(#c) OR #c BETWEEN :from AND :to",
      ExpressionAttributeNames: { "#c": name },
      ExpressionAttributeValues: toAttributes({ ":by": by, ":from": from, ":to": to }),
      ReturnValues: "UPDATED_NEW",
    });
    return Number(fromAttributes(now)[name]);
  }

  protected keyOf({ partition, sort: value }: RecordKey, before = ""): Attributes {
    const [name, sort] = this.layout.key;
    return {
      [name]: { S: before + partition },
      ...(sort === undefined || value === undefined ? {} : { [sort]: { S: before + value } }),
    };
  }

  protected async get(key: Attributes): Promise<Attributes | undefined> {
    const { Item } = await callDynamo("GetItem", { TableName: this.table, Key: key, ConsistentRead: true });
    return Item;
  }

  /** A write as actions of a transaction; what is deleted loses its counters with it. */
  #actionsOf(write: RecordWrite): readonly object[] {
    const { key, put, stamp } = write;
    const at = { TableName: this.table };
    const condition = withCondition(conditionOf(write, this.layout));
    if (put !== undefined) {
      return [{ Put: { ...at, Item: { ...toAttributes(put), [version]: { S: stamp } }, ...condition } }];
    }
    const item = { Delete: { ...at, Key: this.keyOf(key), ...condition } };
    const hasCounters = this.layout.counters.length > 0;
    return hasCounters ? [item, { Delete: { ...at, Key: this.keyOf(key, besides) } }] : [item];
  }
}

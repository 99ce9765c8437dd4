import type { TableLayout } from "../../../../spec/index.ts";
import { rangeBefore } from "../../counting.ts";
import { TableError } from "../../errors.ts";
import { keyText } from "../../reads.ts";
import type { FoundRecords, RangeQuery, RecordKey, RecordWrite, StoredRecord, TableStore } from "../../store.ts";
import { toRecordKey } from "../../values.ts";
import { callDynamo } from "./api.ts";
import { type Attributes, fromAttributes, toAttributes } from "./values.ts";

/** The attribute that every write of ours renews. */
const version = "_version";

/**
 * Stands before each value of an item's key, where its counters are. No value begins with it, so that no question finds them: not in the
 * partition of the item, and not in an index by either property of the key.
 */
const besides = "\0";

const counterName = (counter: string): string => `_${counter}`;

function toRecord(attributes: Attributes): StoredRecord {
  // Another program may have written it.
  const { [version]: mark = "", ...item } = fromAttributes(attributes);
  const stamp = String(mark);
  return { item, version: stamp, stamp };
}

/** Part of a request: an expression with the names and values that stand in it. */
interface Expression {
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

/** Which items of a partition are wanted: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html */
function keyCondition({ names: [name, sort], partition, range }: RangeQuery): Expression {
  const whole = { text: "#p = :p", names: { "#p": name }, values: { ":p": { S: partition } } };
  const { prefix, from, to }: { prefix?: string; from?: string; to?: string } = range;
  const texts = [
    ...(prefix === undefined ? [] : ["begins_with(#s, :prefix)"]),
    ...(from !== undefined && to !== undefined ? ["#s BETWEEN :from AND :to"] : []),
    ...(from !== undefined && to === undefined ? ["#s >= :from"] : []),
    ...(from === undefined && to !== undefined ? ["#s <= :to"] : []),
  ];
  if (sort === undefined || texts.length === 0) return whole;
  const given = Object.entries({ prefix, from, to }).flatMap(([key, value]) =>
    value === undefined ? [] : [[`:${key}`, { S: value }] as const],
  );
  return {
    text: [whole.text, ...texts].join(" AND "),
    names: { ...whole.names, "#s": sort },
    values: { ...whole.values, ...Object.fromEntries(given) },
  };
}

/** A table of DynamoDB. Its attributes are the properties of an item, and those that tables need for themselves. */
export class DynamoTable implements TableStore {
  readonly #table: string;
  readonly #layout: TableLayout;

  constructor(table: string, layout: TableLayout) {
    this.#table = table;
    this.#layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const [first, ...others] = keys;
    if (first === undefined || others.length > 0) return this.#readMany(keys);
    const item = await this.#get(this.#keyOf(first));
    return [item && toRecord(item)];
  }

  async find(query: RangeQuery): Promise<FoundRecords> {
    const condition = keyCondition(query);
    const {
      index,
      names: [name],
      partition,
      descending,
      limit,
      after,
    } = query;
    const { Items = [], LastEvaluatedKey } = await callDynamo("Query", {
      TableName: this.#table,
      // Of an index it can only be `false`: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
      KeyConditionExpression: condition.text,
      ExpressionAttributeNames: condition.names,
      ExpressionAttributeValues: condition.values,
      ScanIndexForward: !descending,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: toAttributes({ ...after, [name]: partition }) }),
    });
    return { records: Items.map(toRecord), isEnd: LastEvaluatedKey === undefined };
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

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const kept = fromAttributes((await this.#get(this.#keyOf(key, besides))) ?? {});
    const { counters } = this.#layout;
    return Object.fromEntries(counters.map((counter) => [counter, Number(kept[counterName(counter)] ?? 0)]));
  }

  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const name = counterName(counter);
    const { from, to } = rangeBefore(by);
    const { Attributes: now = {} } = await callDynamo("UpdateItem", {
      TableName: this.#table,
      Key: this.#keyOf(key, besides),
      UpdateExpression: "ADD #c :by",
      ConditionExpression: "attribute_not_exists(#c) OR #c BETWEEN :from AND :to",
      ExpressionAttributeNames: { "#c": name },
      ExpressionAttributeValues: toAttributes({ ":by": by, ":from": from, ":to": to }),
      ReturnValues: "UPDATED_NEW",
    });
    return Number(fromAttributes(now)[name]);
  }

  #keyOf({ partition, sort: value }: RecordKey, before = ""): Attributes {
    const [name, sort] = this.#layout.key;
    return {
      [name]: { S: before + partition },
      ...(sort === undefined || value === undefined ? {} : { [sort]: { S: before + value } }),
    };
  }

  async #get(key: Attributes): Promise<Attributes | undefined> {
    const { Item } = await callDynamo("GetItem", { TableName: this.#table, Key: key, ConsistentRead: true });
    return Item;
  }

  async #readMany(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const found = new Map<string, StoredRecord>();
    for (let left: readonly Attributes[] = keys.map((key) => this.#keyOf(key)); left.length > 0; ) {
      const { Responses, UnprocessedKeys } = await callDynamo("BatchGetItem", {
        RequestItems: { [this.#table]: { Keys: left, ConsistentRead: true } },
      });
      const items = (Responses?.[this.#table] ?? []).map(toRecord);
      for (const record of items) found.set(keyText(toRecordKey(this.#layout.key, record.item)), record);
      const { Keys = [] } = UnprocessedKeys?.[this.#table] ?? {};
      if (Keys.length >= left.length) throw new TableError("Throttled", "DynamoDB has processed none of the keys.");
      left = Keys;
    }
    return keys.map((key) => found.get(keyText(key)));
  }

  /** A write as actions of a transaction; what is deleted loses its counters with it. */
  #actionsOf(write: RecordWrite): readonly object[] {
    const { key, put, stamp } = write;
    const at = { TableName: this.#table };
    const condition = withCondition(conditionOf(write, this.#layout));
    if (put !== undefined) {
      return [{ Put: { ...at, Item: { ...toAttributes(put), [version]: { S: stamp } }, ...condition } }];
    }
    const item = { Delete: { ...at, Key: this.#keyOf(key), ...condition } };
    const hasCounters = this.#layout.counters.length > 0;
    return hasCounters ? [item, { Delete: { ...at, Key: this.#keyOf(key, besides) } }] : [item];
  }
}

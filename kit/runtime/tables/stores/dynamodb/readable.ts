import { TableError } from "../../errors.ts";
import { keyText } from "../../keys.ts";
import type { FoundRecords, RangeQuery, RecordKey, StoredRecord, TableStore } from "../../store.ts";
import { toRecordKey } from "../../values.ts";
import { callDynamo } from "./api.ts";
import { besides, counterName, DynamoTable, type Expression, toRecord } from "./table.ts";
import { type Attributes, fromAttributes, toAttributes } from "./values.ts";

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

/** A table of DynamoDB that is also read. */
export class ReadableDynamoTable extends DynamoTable implements TableStore {
  override read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    return keys.length === 1 ? super.read(keys) : this.#readMany(keys);
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
      TableName: this.table,
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

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const kept = fromAttributes((await this.get(this.keyOf(key, besides))) ?? {});
    const { counters } = this.layout;
    return Object.fromEntries(counters.map((counter) => [counter, Number(kept[counterName(counter)] ?? 0)]));
  }

  async #readMany(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const found = new Map<string, StoredRecord>();
    for (let left: readonly Attributes[] = keys.map((key) => this.keyOf(key)); left.length > 0; ) {
      const { Responses, UnprocessedKeys } = await callDynamo("BatchGetItem", {
        RequestItems: { [this.table]: { Keys: left, ConsistentRead: true } },
      });
      const items = (Responses?.[this.table] ?? []).map(toRecord);
      for (const record of items) found.set(keyText(toRecordKey(this.layout.key, record.item)), record);
      const { Keys = [] } = UnprocessedKeys?.[this.table] ?? {};
      if (Keys.length >= left.length) throw new TableError("Throttled", "DynamoDB has processed none of the keys.");
      left = Keys;
    }
    return keys.map((key) => found.get(keyText(key)));
  }
}

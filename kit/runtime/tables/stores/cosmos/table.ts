import type { TableLayout } from "../../../../spec/index.ts";
import { rangeBefore } from "../../counting.ts";
import { conflictOf, isConflict, TableError } from "../../errors.ts";
import type { FoundRecords, RangeQuery, RecordKey, RecordWrite, StoredRecord, TableStore } from "../../store.ts";
import { type AskCosmos, type CosmosRequest, cosmosContainer, type OperationResult, operationError } from "./api.ts";
import {
  countersId,
  documentOf,
  type Found,
  itemId,
  operationsOf,
  partitionKey,
  placeOf,
  rankOf,
  toRecord,
} from "./documents.ts";
import { type CosmosQuery, indexQueries, partitionQuery } from "./queries.ts";

/** How many of many items are read at the same time: there is no request for several. */
const together = 16;

/** https://learn.microsoft.com/rest/api/cosmos-db/common-cosmosdb-rest-request-headers */
const largestPage = 1_000;
const minimal = { prefer: "return=minimal" };
const isQuery = { "x-ms-documentdb-isquery": "True", "content-type": "application/query+json" };

/** As the official clients send them: https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/cosmosdb/cosmos/src/request/RequestHandler.ts */
const isBatch = { "x-ms-cosmos-is-batch-request": "True", "x-ms-cosmos-batch-atomic": "True" };

/** Records of several answers in one order, as far as it is known: what comes after the end of an answer that goes on may be anywhere. */
function merge(answers: readonly FoundRecords[], names: readonly string[], query: RangeQuery): FoundRecords {
  const sign = query.descending ? -1 : 1;
  const compare = (one: string, other: string) => sign * (one < other ? -1 : Number(one > other));
  const ranked = answers.map(({ records, isEnd }) => ({
    isEnd,
    found: records.map((record) => ({ record, rank: rankOf(record, names) })),
  }));
  const [horizon] = ranked.flatMap(({ isEnd, found }) => (isEnd ? [] : (found.at(-1)?.rank ?? []))).toSorted(compare);
  const known = ranked
    .flatMap(({ found }) => found)
    .filter(({ rank }) => horizon === undefined || compare(rank, horizon) <= 0)
    .toSorted((one, other) => compare(one.rank, other.rank));
  return {
    records: known.slice(0, query.limit).map(({ record }) => record),
    isEnd: horizon === undefined && known.length <= query.limit,
  };
}

/** A table in a container of Cosmos DB: each item in a document, and its counters in another one of the same partition. */
export class CosmosTable implements TableStore {
  readonly #ask: AskCosmos;
  readonly #layout: TableLayout;
  /** The parts that the container has, which index queries are asked of one by one. */
  #ranges: Promise<readonly string[]> | undefined;

  constructor(address: string, layout: TableLayout) {
    this.#ask = cosmosContainer(address);
    this.#layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const records: (StoredRecord | undefined)[] = keys.map(() => undefined);
    const left = keys.entries();
    const worker = async (): Promise<void> => {
      for (const [index, key] of left) {
        const found = await this.#get<Found>(key, itemId);
        if (found !== undefined) records[index] = toRecord(found);
      }
    };
    await Promise.all(Array.from({ length: Math.min(together, keys.length) }, worker));
    return records;
  }

  find(query: RangeQuery): Promise<FoundRecords> {
    if (query.index !== undefined) return this.#findByIndex(query);
    return this.#page(partitionQuery(query), query.limit, { pk: partitionKey(query.partition) });
  }

  async write(write: RecordWrite): Promise<string> {
    const { put, condition } = write;
    const { counters, expires } = this.#layout;
    // Only a patch can be made to depend on a version and on the time.
    if (typeof condition === "object" && expires !== undefined) return this.#batch([write]);
    if (put !== undefined) return this.#put(write);
    if (counters.length > 0) return this.#batch([write]);
    await this.#change(write, { method: "DELETE" });
    return "";
  }

  async transact(writes: readonly RecordWrite[]): Promise<void> {
    await this.#batch(writes);
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const found = await this.#get<{ readonly counters: Readonly<Record<string, number>> }>(key, countersId);
    return found?.counters ?? {};
  }

  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const { id, pk } = placeOf(key, countersId);
    const { from, to } = rangeBefore(by);
    const now = `c.counters["${counter}"]`;
    // https://learn.microsoft.com/azure/cosmos-db/partial-document-update
    const body = {
      operations: [{ op: "incr", path: `/counters/${counter}`, value: by }],
      condition: `from c where IS_DEFINED(${now}) = false OR (${now} >= ${from} AND ${now} <= ${to})`,
    };
    const raise = async (): Promise<number | undefined> => {
      const { status, text } = await this.#ask({ method: "PATCH", path: `/docs/${id}`, pk, body });
      return status === 404 ? undefined : JSON.parse(text).counters[counter];
    };
    const raised = await raise();
    if (raised !== undefined) return raised;
    try {
      await this.#ask({ method: "POST", path: "/docs", pk, body: { id, pk, counters: { [counter]: by } } });
      return by;
    } catch (thrown) {
      if (!isConflict(thrown)) throw thrown;
    }
    const again = await raise();
    if (again === undefined) throw new TableError("Throttled", "the counters were made and deleted meanwhile.");
    return again;
  }

  async #put(write: RecordWrite): Promise<string> {
    const { condition } = write;
    const body = documentOf(write, this.#layout);
    if (typeof condition === "object") return this.#change(write, { method: "PUT", body });
    const isUpsert = condition === undefined ? { "x-ms-documentdb-is-upsert": "True" } : {};
    try {
      const headers = { ...minimal, ...isUpsert };
      const { header } = await this.#ask({ method: "POST", path: "/docs", pk: body.pk, headers, body });
      return header("etag") ?? "";
    } catch (thrown) {
      const mayBeOver = condition === "absent" && this.#layout.expires !== undefined;
      if (!isConflict(thrown) || !mayBeOver) throw thrown;
      return this.#batch([write], new Set([0]));
    }
  }

  /** Changes an item, or deletes it. */
  async #change({ key, condition }: RecordWrite, request: Pick<CosmosRequest, "method" | "body">): Promise<string> {
    const { id, pk } = placeOf(key, itemId);
    const ifMatch = typeof condition === "object" ? { "if-match": condition.version } : {};
    const { status, header } = await this.#ask({
      ...request,
      path: `/docs/${id}`,
      pk,
      headers: { ...minimal, ...ifMatch },
    });
    if (status === 404 && condition !== undefined) throw conflictOf(condition);
    return header("etag") ?? "";
  }

  async #get<T>(key: RecordKey, idOf: typeof itemId): Promise<T | undefined> {
    const { id, pk } = placeOf(key, idOf);
    const { status, text } = await this.#ask({ path: `/docs/${id}`, pk });
    return status === 404 ? undefined : JSON.parse(text);
  }

  /**
   * The gateway does not sort what is found in several parts of a container, so each is asked:
   * https://learn.microsoft.com/rest/api/cosmos-db/querying-cosmosdb-resources-using-the-rest-api
   */
  async #findByIndex(query: RangeQuery): Promise<FoundRecords> {
    const { names, limit } = query;
    const { key } = this.#layout;
    this.#ranges ??= this.#ask({ path: "/pkranges" }).then(({ text }) =>
      JSON.parse(text).PartitionKeyRanges.map(({ id }: { readonly id: string }) => id),
    );
    try {
      const ranges = await this.#ranges;
      const asked = indexQueries(query, key).flatMap((each) =>
        ranges.map((id) => this.#page(each, limit, { headers: { "x-ms-documentdb-partitionkeyrangeid": id } })),
      );
      const sorted = [names[1], ...key].filter((name) => name !== undefined);
      return merge(await Promise.all(asked), sorted, query);
    } catch (thrown) {
      // They may have been split since: https://learn.microsoft.com/azure/cosmos-db/partitioning
      this.#ranges = undefined;
      throw thrown;
    }
  }

  /** An answer may hold nothing and go on: https://learn.microsoft.com/azure/cosmos-db/nosql/query/pagination */
  async #page(query: CosmosQuery, limit: number, place: Pick<CosmosRequest, "pk" | "headers">): Promise<FoundRecords> {
    const most = { "x-ms-max-item-count": String(Math.min(limit, largestPage)) };
    for (let before = {}; ; ) {
      const headers = { ...isQuery, ...most, ...place.headers, ...before };
      const { text, header } = await this.#ask({
        ...place,
        method: "POST",
        path: "/docs",
        headers,
        body: query,
        isRead: true,
      });
      const next = header("x-ms-continuation");
      const found: readonly Found[] = JSON.parse(text).Documents;
      if (found.length > 0 || next === undefined) return { records: found.map(toRecord), isEnd: next === undefined };
      before = { "x-ms-continuation": next };
    }
  }

  /**
   * Makes writes of one partition, or none.
   * @param over - Those that take the place of an item that has expired. @default none is known
   * @returns the version that the first record has now
   */
  async #batch(writes: readonly RecordWrite[], over: ReadonlySet<number> = new Set()): Promise<string> {
    const asked = writes.flatMap((write, index) =>
      operationsOf(write, this.#layout, over.has(index)).map((operation) => ({ index, operation })),
    );
    const pk = partitionKey(writes[0]?.key.partition ?? "");
    const body = asked.map(({ operation }) => operation);
    const { text } = await this.#ask({ method: "POST", path: "/docs", pk, headers: isBatch, body });
    const results: readonly OperationResult[] = JSON.parse(text);
    // The others have 424, since none was made.
    const failed = results.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
    const result = results[failed];
    if (result === undefined) return results[0]?.eTag ?? "";
    const index = asked[failed]?.index ?? 0;
    const condition = writes[index]?.condition;
    const mayBeOver = result.statusCode === 409 && condition === "absent" && this.#layout.expires !== undefined;
    if (mayBeOver && !over.has(index)) return this.#batch(writes, new Set([...over, index]));
    if (result.statusCode !== 404) throw operationError(result, index);
    if (!over.has(index)) throw conflictOf(condition, index);
    throw new TableError("Throttled", "the expired item was removed meanwhile.", { index });
  }
}

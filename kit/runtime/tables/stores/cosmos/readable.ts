import type { FoundRecords, RangeQuery, RecordKey, TableStore } from "../../store.ts";
import type { CosmosRequest } from "./api.ts";
import { countersId, type Found, partitionKey, rankOf, toRecord } from "./documents.ts";
import { type CosmosQuery, indexQueries, partitionQuery } from "./queries.ts";
import { CosmosTable } from "./table.ts";

/** https://learn.microsoft.com/rest/api/cosmos-db/common-cosmosdb-rest-request-headers */
const largestPage = 1_000;
const isQuery = { "x-ms-documentdb-isquery": "True", "content-type": "application/query+json" };

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

/** A table in a container of Cosmos DB that is also read. */
export class ReadableCosmosTable extends CosmosTable implements TableStore {
  /** The parts that the container has, which index queries are asked of one by one. */
  #ranges: Promise<readonly string[]> | undefined;

  find(query: RangeQuery): Promise<FoundRecords> {
    if (query.index !== undefined) return this.#findByIndex(query);
    return this.#page(partitionQuery(query), query.limit, { pk: partitionKey(query.partition) });
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const found = await this.get<{ readonly counters: Readonly<Record<string, number>> }>(key, countersId);
    return found?.counters ?? {};
  }

  /**
   * The gateway does not sort what is found in several parts of a container, so each is asked:
   * https://learn.microsoft.com/rest/api/cosmos-db/querying-cosmosdb-resources-using-the-rest-api
   */
  async #findByIndex(query: RangeQuery): Promise<FoundRecords> {
    const { names, limit } = query;
    const { key } = this.layout;
    this.#ranges ??= this.ask({ path: "/pkranges" }).then(({ text }) =>
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
      const { text, header } = await this.ask({
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
}

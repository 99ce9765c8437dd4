import type { FoundRecords, RangeQuery, RecordKey, StoredRecord } from "../../store.ts";
import type { AskCosmos, CosmosRequest } from "./api.ts";
import type { CosmosQuery } from "./queries.ts";

/** How many of many items are read at the same time: there is no request for several. */
const together = 16;

/** https://learn.microsoft.com/rest/api/cosmos-db/common-cosmosdb-rest-request-headers */
const largestPage = 1_000;
const isQuery = { "x-ms-documentdb-isquery": "True", "content-type": "application/query+json" };

/** A text that says where a record stands among others. */
export type Rank = (record: StoredRecord) => string;

/** Records of several answers in one order, as far as it is known: what comes after the end of an answer that goes on may be anywhere. */
function merge(answers: readonly FoundRecords[], rankOf: Rank, { descending, limit }: RangeQuery): FoundRecords {
  const sign = descending ? -1 : 1;
  const compare = (one: string, other: string) => sign * (one < other ? -1 : Number(one > other));
  const ranked = answers.map(({ records, isEnd }) => ({
    isEnd,
    found: records.map((record) => ({ record, rank: rankOf(record) })),
  }));
  const [horizon] = ranked.flatMap(({ isEnd, found }) => (isEnd ? [] : (found.at(-1)?.rank ?? []))).toSorted(compare);
  const known = ranked
    .flatMap(({ found }) => found)
    .filter(({ rank }) => horizon === undefined || compare(rank, horizon) <= 0)
    .toSorted((one, other) => compare(one.rank, other.rank));
  return {
    records: known.slice(0, limit).map(({ record }) => record),
    isEnd: horizon === undefined && known.length <= limit,
  };
}

/** The records with keys, in their order. @param get - Reads one. */
export async function readEach(
  keys: readonly RecordKey[],
  get: (key: RecordKey) => Promise<StoredRecord | undefined>,
): Promise<readonly (StoredRecord | undefined)[]> {
  const records: (StoredRecord | undefined)[] = keys.map(() => undefined);
  const left = keys.entries();
  const worker = async (): Promise<void> => {
    for (const [index, key] of left) records[index] = await get(key);
  };
  await Promise.all(Array.from({ length: Math.min(together, keys.length) }, worker));
  return records;
}

/** Asks a container for several documents, whatever they look like. */
export class ContainerReads<D> {
  readonly #ask: AskCosmos;
  readonly #toRecord: (document: D) => StoredRecord;
  /** The parts that the container has, which index queries are asked of one by one. */
  #ranges: Promise<readonly string[]> | undefined;

  constructor(ask: AskCosmos, toRecord: (document: D) => StoredRecord) {
    this.#ask = ask;
    this.#toRecord = toRecord;
  }

  /**
   * The gateway does not sort what is found in several parts of a container, so each is asked:
   * https://learn.microsoft.com/rest/api/cosmos-db/querying-cosmosdb-resources-using-the-rest-api
   */
  async everywhere(queries: readonly CosmosQuery[], asked: RangeQuery, rankOf: Rank): Promise<FoundRecords> {
    this.#ranges ??= this.#ask({ path: "/pkranges" }).then(({ text }) =>
      JSON.parse(text).PartitionKeyRanges.map(({ id }: { readonly id: string }) => id),
    );
    try {
      const ranges = await this.#ranges;
      const answers = queries.flatMap((each) =>
        ranges.map((id) => this.page(each, asked.limit, { headers: { "x-ms-documentdb-partitionkeyrangeid": id } })),
      );
      return merge(await Promise.all(answers), rankOf, asked);
    } catch (thrown) {
      // They may have been split since: https://learn.microsoft.com/azure/cosmos-db/partitioning
      this.#ranges = undefined;
      throw thrown;
    }
  }

  /** An answer may hold nothing and go on: https://learn.microsoft.com/azure/cosmos-db/nosql/query/pagination */
  async page(query: CosmosQuery, limit: number, place: Pick<CosmosRequest, "pk" | "headers">): Promise<FoundRecords> {
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
      const found: readonly D[] = JSON.parse(text).Documents;
      if (found.length > 0 || next === undefined)
        return { records: found.map((document) => this.#toRecord(document)), isEnd: next === undefined };
      before = { "x-ms-continuation": next };
    }
  }
}

import type { FoundRecords, RangeQuery, RecordKey, TableStore } from "../../store.ts";
import { countersId, partitionKey, rankOf, toRecord } from "./documents.ts";
import { indexQueries, partitionQuery } from "./queries.ts";
import { ContainerReads } from "./reads.ts";
import { CosmosTable } from "./table.ts";

/** A table in a container of Cosmos DB that is also read. */
export class ReadableCosmosTable extends CosmosTable implements TableStore {
  readonly #reads = new ContainerReads(this.ask, toRecord);

  find(query: RangeQuery): Promise<FoundRecords> {
    const { index, names, partition, limit } = query;
    if (index === undefined) return this.#reads.page(partitionQuery(query), limit, { pk: partitionKey(partition) });
    const { key } = this.layout;
    const sorted = [names[1], ...key].filter((name) => name !== undefined);
    return this.#reads.everywhere(indexQueries(query, key), query, (record) => rankOf(record, sorted));
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const found = await this.get<{ readonly counters: Readonly<Record<string, number>> }>(key, countersId);
    return found?.counters ?? {};
  }
}

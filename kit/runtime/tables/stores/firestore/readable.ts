import type { FoundRecords, RangeQuery, RecordKey, TableStore } from "../../store.ts";
import { countersOf, toRecord } from "./documents.ts";
import { toQuery } from "./queries.ts";
import { besides, FirestoreTable } from "./table.ts";

/** A collection of Firestore that is also read. */
export class ReadableFirestoreTable extends FirestoreTable implements TableStore {
  async find(query: RangeQuery): Promise<FoundRecords> {
    const own = { id: this.collection, layout: this.layout, nameOf: (key: RecordKey) => this.nameOf(key) };
    const answers = await this.call("runQuery", { structuredQuery: toQuery(query, own) });
    const records = answers.flatMap(({ document }) =>
      document === undefined ? [] : [toRecord(document, this.layout)],
    );
    return { records, isEnd: records.length < query.limit };
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const name = this.nameOf(key, besides);
    const document = (await this.get([name])).get(name);
    return document === undefined ? {} : countersOf(document);
  }
}

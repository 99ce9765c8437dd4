import type { TableLayout } from "../../../../spec/index.ts";
import { rangeBefore } from "../../counting.ts";
import { conflictOf, isConflict, TableError } from "../../errors.ts";
import type { RecordKey, RecordWrite, StoredRecord, WritableStore } from "../../store.ts";
import { type AskCosmos, type CosmosRequest, cosmosContainer, type OperationResult, operationError } from "./api.ts";
import {
  countersId,
  documentOf,
  type Found,
  itemId,
  operationsOf,
  partitionKey,
  placeOf,
  toRecord,
} from "./documents.ts";
import { readEach } from "./reads.ts";

const minimal = { prefer: "return=minimal" };

/** As the official clients send them: https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/cosmosdb/cosmos/src/request/RequestHandler.ts */
const isBatch = { "x-ms-cosmos-is-batch-request": "True", "x-ms-cosmos-batch-atomic": "True" };

/** A table in a container of Cosmos DB that is written: each item in a document, and its counters in another one of the same partition. */
export class CosmosTable implements WritableStore {
  protected readonly ask: AskCosmos;
  protected readonly layout: TableLayout;

  constructor(address: string, layout: TableLayout) {
    this.ask = cosmosContainer(address);
    this.layout = layout;
  }

  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    return readEach(keys, async (key) => {
      const found = await this.get<Found>(key, itemId);
      return found && toRecord(found);
    });
  }

  async write(write: RecordWrite): Promise<string> {
    const { put, condition } = write;
    const { counters, expires } = this.layout;
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
      const { status, text } = await this.ask({ method: "PATCH", path: `/docs/${id}`, pk, body });
      return status === 404 ? undefined : JSON.parse(text).counters[counter];
    };
    const raised = await raise();
    if (raised !== undefined) return raised;
    try {
      await this.ask({ method: "POST", path: "/docs", pk, body: { id, pk, counters: { [counter]: by } } });
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
    const body = documentOf(write, this.layout);
    if (typeof condition === "object") return this.#change(write, { method: "PUT", body });
    const isUpsert = condition === undefined ? { "x-ms-documentdb-is-upsert": "True" } : {};
    try {
      const headers = { ...minimal, ...isUpsert };
      const { header } = await this.ask({ method: "POST", path: "/docs", pk: body.pk, headers, body });
      return header("etag") ?? "";
    } catch (thrown) {
      const mayBeOver = condition === "absent" && this.layout.expires !== undefined;
      if (!isConflict(thrown) || !mayBeOver) throw thrown;
      return this.#batch([write], new Set([0]));
    }
  }

  /** Changes an item, or deletes it. */
  async #change({ key, condition }: RecordWrite, request: Pick<CosmosRequest, "method" | "body">): Promise<string> {
    const { id, pk } = placeOf(key, itemId);
    const ifMatch = typeof condition === "object" ? { "if-match": condition.version } : {};
    const { status, header } = await this.ask({
      ...request,
      path: `/docs/${id}`,
      pk,
      headers: { ...minimal, ...ifMatch },
    });
    if (status === 404 && condition !== undefined) throw conflictOf(condition);
    return header("etag") ?? "";
  }

  protected async get<T>(key: RecordKey, idOf: typeof itemId): Promise<T | undefined> {
    const { id, pk } = placeOf(key, idOf);
    const { status, text } = await this.ask({ path: `/docs/${id}`, pk });
    return status === 404 ? undefined : JSON.parse(text);
  }

  /**
   * Makes writes of one partition, or none.
   * @param over - Those that take the place of an item that has expired. @default none is known
   * @returns the version that the first record has now
   */
  async #batch(writes: readonly RecordWrite[], over: ReadonlySet<number> = new Set()): Promise<string> {
    const asked = writes.flatMap((write, index) =>
      operationsOf(write, this.layout, over.has(index)).map((operation) => ({ index, operation })),
    );
    const pk = partitionKey(writes[0]?.key.partition ?? "");
    const body = asked.map(({ operation }) => operation);
    const { text } = await this.ask({ method: "POST", path: "/docs", pk, headers: isBatch, body });
    const results: readonly OperationResult[] = JSON.parse(text);
    // The others have 424, since none was made.
    const failed = results.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
    const result = results[failed];
    if (result === undefined) return results[0]?.eTag ?? "";
    const index = asked[failed]?.index ?? 0;
    const condition = writes[index]?.condition;
    const mayBeOver = result.statusCode === 409 && condition === "absent" && this.layout.expires !== undefined;
    if (mayBeOver && !over.has(index)) return this.#batch(writes, new Set([...over, index]));
    if (result.statusCode !== 404) throw operationError(result, index);
    if (!over.has(index)) throw conflictOf(condition, index);
    throw new TableError("Throttled", "the expired item was removed meanwhile.", { index });
  }
}

import type { Names, TableLayout } from "../../../../spec/index.ts";
import { foreignOrder } from "../../../../spec/tables/foreign-order.ts";
import { requirePlace } from "../../foreign.ts";
import type { FoundRecords, Item, RangeQuery, RecordKey, StoredRecord, TableReader } from "../../store.ts";
import { type AskCosmos, cosmosContainer } from "./api.ts";
import { type Condition, type CosmosQuery, past, toQuery, within } from "./queries.ts";
import { ContainerReads, readEach } from "./reads.ts";

/** A document of another program, with what Cosmos DB itself adds: https://learn.microsoft.com/azure/cosmos-db/resource-model#properties-of-an-item */
interface Document extends Item {
  readonly _etag: string;
}

function toRecord({ _rid, _self, _etag, _attachments, _ts, ...item }: Document): StoredRecord {
  return { item, version: _etag, stamp: "" };
}

const pathOf = (name: string): string => `c["${name}"]`;
const asItIs = (text: string): string => text;

/** Asks for documents whose property has a value. What has no text where they are sorted is in no index, as elsewhere. */
function queryOf(query: RangeQuery, key: Names): CosmosQuery {
  const { names, partition, range, after, descending } = query;
  const [name, sort] = names;
  const order = foreignOrder(names, key);
  const places = order.filter((each) => each !== name);
  const conditions: readonly Condition[] = [
    [`${pathOf(name)} = @partition`, { "@partition": partition }],
    ...(sort === undefined ? [] : [[`${pathOf(sort)} > ""`] as const, ...within(pathOf(sort), range, asItIs)]),
    ...(after === undefined
      ? []
      : [
          past(
            places.map((each) => [pathOf(each), after[each] ?? ""]),
            descending,
          ),
        ]),
  ];
  return toQuery(conditions, order.map(pathOf), query, "*");
}

/**
 * Of ids with these letters no page promises that they can stand in an address, and one of dots alone would lead to another resource:
 * https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-item-limits, https://url.spec.whatwg.org/#double-dot-path-segment
 */
const hasNoAddress = (id: string): boolean => /^\.{1,2}$|[/\\]/.test(id);

/** A container of Cosmos DB that Fourfold has not made: an item is a document as it is, found by its partition key and its id. */
export class ForeignContainer implements TableReader {
  readonly #ask: AskCosmos;
  readonly #layout: TableLayout;
  readonly #reads: ContainerReads<Document>;

  constructor(address: string, layout: TableLayout) {
    this.#ask = cosmosContainer(address);
    this.#layout = layout;
    this.#reads = new ContainerReads(this.#ask, toRecord);
  }

  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    return readEach(keys, (key) => this.#get(key));
  }

  async find(query: RangeQuery): Promise<FoundRecords> {
    const { index, names, partition, limit } = query;
    const { key, foreign = "" } = this.#layout;
    const asked = queryOf(query, key);
    const places = [names[1], ...key];
    const rankOf = ({ item }: StoredRecord): string => {
      requirePlace(item, places, foreign);
      return places.map((name) => (name === undefined ? "" : item[name])).join("\0");
    };
    if (index !== undefined) return this.#reads.everywhere([asked], query, rankOf);
    const found = await this.#reads.page(asked, limit, { pk: partition });
    for (const { item } of found.records) requirePlace(item, places, foreign);
    return found;
  }

  /** There are none: they would be written. */
  async counters(): Promise<Readonly<Record<string, number>>> {
    return {};
  }

  async #get({ partition, sort: id = partition }: RecordKey): Promise<StoredRecord | undefined> {
    if (hasNoAddress(id)) return this.#search(partition, id);
    const { status, text } = await this.#ask({ path: `/docs/${encodeURIComponent(id)}`, pk: partition });
    return status === 404 ? undefined : toRecord(JSON.parse(text));
  }

  async #search(pk: string, id: string): Promise<StoredRecord | undefined> {
    const query = { query: "SELECT * FROM c WHERE c.id = @id", parameters: [{ name: "@id", value: id }] };
    return (await this.#reads.page(query, 1, { pk })).records[0];
  }
}

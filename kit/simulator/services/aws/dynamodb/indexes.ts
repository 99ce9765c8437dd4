import type { Documents, StoredDocument } from "../../../engines/documents.ts";
import { compareOrders, orderOf, orderText } from "./keys.ts";
import type { Content, Keys, Table } from "./tables.ts";

type Entry = StoredDocument<Content>;

interface Partition {
  readonly entries: Map<string, Entry>;
  /** The same in order, until one of them changes. */
  ordered?: readonly Entry[];
}

/** The items that have an index's key, by the value of its partition key. */
interface View {
  readonly table: Table;
  readonly keys: Keys;
  readonly partitions: Map<string, Partition>;
}

/**
 * Global secondary indexes, made of a table's items when somebody asks for one first, and kept up with them. An item without the
 * index's key is not in it. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html
 */
export class Indexes {
  readonly #documents: Documents<Content>;
  readonly #views = new Map<string, View>();

  constructor(documents: Documents<Content>) {
    this.#documents = documents;
    documents.watch(({ collection, before, after }) => {
      for (const view of this.#views.values()) {
        if (view.table.arn !== collection) continue;
        if (before !== undefined) partitionFor(view, before)?.entries.delete(nameOf(before));
        if (after !== undefined) partitionFor(view, after)?.entries.set(nameOf(after), after);
      }
    });
  }

  /** The items of one partition of an index, in order. */
  entries(table: Table, keys: Keys, name: string): readonly Entry[] {
    const partition = this.#view(table, keys).partitions.get(name);
    if (partition === undefined) return [];
    partition.ordered ??= [...partition.entries.values()]
      .map((entry) => ({ entry, order: orderOf(table, keys, entry.content.item ?? {}) }))
      .sort((one, other) => compareOrders(one.order, other.order))
      .map(({ entry }) => entry);
    return partition.ordered.filter((entry) => this.#documents.find(table.arn, entry) !== undefined);
  }

  #view(table: Table, keys: Keys): View {
    const name = JSON.stringify([table.arn, table.keys, keys]);
    const existing = this.#views.get(name);
    if (existing !== undefined) return existing;
    const view: View = { table, keys, partitions: new Map() };
    for (const entry of this.#documents.all(table.arn)) partitionFor(view, entry)?.entries.set(nameOf(entry), entry);
    this.#views.set(name, view);
    return view;
  }
}

/** Where an item belongs in a view, to be changed there. `undefined`: the item is not in the index. */
function partitionFor(
  { keys: { hash, range }, partitions }: View,
  { content: { item = {} } }: Entry,
): Partition | undefined {
  const value = item[hash.name];
  if (value === undefined || (range !== undefined && item[range.name] === undefined)) return undefined;
  const name = orderText(value);
  const partition: Partition = partitions.get(name) ?? { entries: new Map() };
  partitions.set(name, partition);
  delete partition.ordered;
  return partition;
}

function nameOf({ partition, id }: Entry): string {
  return JSON.stringify([partition, id]);
}

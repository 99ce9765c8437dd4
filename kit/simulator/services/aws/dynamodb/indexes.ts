import type { Documents, StoredDocument } from "../../../engines/documents.ts";
import { SortedItems } from "../../../engines/sorted.ts";
import { compareOrders, orderOf, orderText } from "./keys.ts";
import type { Content, Keys, Table } from "./tables.ts";

type Entry = StoredDocument<Content>;

/** An item at its place in a partition of an index. */
interface Placed {
  readonly order: readonly string[];
  readonly entry: Entry;
}

/** The items that have an index's key, by the value of its partition key. */
interface View {
  readonly table: Table;
  readonly keys: Keys;
  readonly partitions: Map<string, SortedItems<Placed>>;
}

/**
 * Secondary indexes, made of a table's items when somebody asks for one first, and kept up with them. An item without the
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
        if (before !== undefined) takeFrom(view, before);
        if (after !== undefined) putInto(view, after);
      }
    });
  }

  /** The items of one partition of an index, in order. */
  entries(table: Table, keys: Keys, name: string): readonly Entry[] {
    const placed = this.#view(table, keys).partitions.get(name)?.all() ?? [];
    return placed.map(({ entry }) => entry).filter((entry) => this.#documents.find(table.arn, entry) !== undefined);
  }

  /** The items of all partitions of an index. */
  all(table: Table, keys: Keys): readonly Entry[] {
    return [...this.#view(table, keys).partitions.keys()].flatMap((name) => this.entries(table, keys, name));
  }

  #view(table: Table, keys: Keys): View {
    const name = JSON.stringify([table.arn, table.keys, keys]);
    const existing = this.#views.get(name);
    if (existing !== undefined) return existing;
    const view: View = { table, keys, partitions: new Map() };
    for (const entry of this.#documents.all(table.arn)) putInto(view, entry);
    this.#views.set(name, view);
    return view;
  }
}

/** The partition of an item in an index. `undefined`: the item is not in it. */
function partitionOf({ hash, range }: Keys, { content: { item = {} } }: Entry): string | undefined {
  const value = item[hash.name];
  const isIn = value !== undefined && (range === undefined || item[range.name] !== undefined);
  return isIn ? orderText(value) : undefined;
}

function placed({ table, keys }: View, entry: Entry): Placed {
  return { order: orderOf(table, keys, entry.content.item ?? {}), entry };
}

function putInto(view: View, entry: Entry): void {
  const name = partitionOf(view.keys, entry);
  if (name === undefined) return;
  const partition =
    view.partitions.get(name) ?? new SortedItems<Placed>((one, other) => compareOrders(one.order, other.order));
  view.partitions.set(name, partition);
  partition.put(placed(view, entry));
}

function takeFrom(view: View, entry: Entry): void {
  const name = partitionOf(view.keys, entry);
  const partition = name === undefined ? undefined : view.partitions.get(name);
  if (name === undefined || partition === undefined) return;
  partition.remove(placed(view, entry));
  if (partition.isEmpty) view.partitions.delete(name);
}

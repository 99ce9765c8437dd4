import type { Documents, StoredDocument } from "../../../engines/documents.ts";
import { orderText } from "./keys.ts";
import type { Keys, Table } from "./tables.ts";
import type { Content } from "./work.ts";

/** The items that have an index's key, by the value of its partition key. */
interface View {
  readonly table: string;
  readonly keys: Keys;
  readonly partitions: Map<string, Map<string, StoredDocument<Content>>>;
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
        if (view.table !== collection) continue;
        if (before !== undefined) partitionOf(view, before)?.delete(nameOf(before));
        if (after !== undefined) partitionOf(view, after)?.set(nameOf(after), after);
      }
    });
  }

  /** The items of one partition of an index, in no certain order. */
  entries(table: Table, keys: Keys, partition: string): readonly StoredDocument<Content>[] {
    const found = this.#view(table, keys).partitions.get(partition);
    return [...(found?.values() ?? [])].filter((entry) => this.#documents.find(table.arn, entry) !== undefined);
  }

  #view({ arn }: Table, keys: Keys): View {
    const name = JSON.stringify([arn, keys]);
    const existing = this.#views.get(name);
    if (existing !== undefined) return existing;
    const view: View = { table: arn, keys, partitions: new Map() };
    for (const entry of this.#documents.all(arn)) partitionOf(view, entry)?.set(nameOf(entry), entry);
    this.#views.set(name, view);
    return view;
  }
}

/** The part of a view where an item belongs. `undefined`: the item is not in the index. */
function partitionOf(
  { keys: { hash, range }, partitions }: View,
  { content: { item = {} } }: StoredDocument<Content>,
): Map<string, StoredDocument<Content>> | undefined {
  const value = item[hash.name];
  if (value === undefined || (range !== undefined && item[range.name] === undefined)) return undefined;
  const name = orderText(value);
  const partition = partitions.get(name) ?? new Map();
  partitions.set(name, partition);
  return partition;
}

function nameOf({ partition, id }: StoredDocument<Content>): string {
  return JSON.stringify([partition, id]);
}

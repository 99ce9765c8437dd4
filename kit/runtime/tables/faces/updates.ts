import type { Stored } from "../../../spec/index.ts";
import { onTable, refuse, TableError } from "../errors.ts";
import { keyText } from "../keys.ts";
import type { WritableTable } from "../open.ts";
import { toTableError } from "../retry.ts";
import type { Item } from "../store.ts";
import { toRecordKey } from "../values.ts";
import { toWrite, write } from "./writes.ts";

const mostUpdates = 10;

interface Reader {
  get(key: unknown): Promise<Stored<Item> | undefined>;
}

type Change = (value: Item) => Item | Promise<Item>;

async function update(
  table: WritableTable,
  reader: Reader,
  values: unknown,
  change: Change,
): Promise<Stored<Item> | undefined> {
  const asked = keyText(toRecordKey(table.layout.key, values));
  for (let attempt = 1; ; attempt += 1) {
    const found = await reader.get(values);
    if (found === undefined) return undefined;
    const value = await change(found.value);
    if (value === found.value) return found;
    const next = toWrite("put", value, { ifVersion: found.version }, table);
    if (keyText(next.key) !== asked) refuse("the item was given another key: put it, and delete this one.");
    try {
      return { value: next.put ?? found.value, version: await write(table, next) };
    } catch (thrown) {
      const error = toTableError(thrown);
      if (error.code !== "Conflict" || error.applied === "unknown") throw error;
      const others = `others were faster ${attempt} times: try again later.`;
      if (attempt >= mostUpdates) throw new TableError("Conflict", others);
    }
  }
}

/** What a handler is handed besides for a table that it may both read and write. */
export const updatesOf = (table: WritableTable, reader: Reader) => ({
  update: (key: unknown, change: Change): Promise<Stored<Item> | undefined> =>
    onTable(table.name, () => update(table, reader, key, change)),
});

import type { DeleteOptions, PutOptions, Written } from "../../../spec/index.ts";
import { tableLimits } from "../../../spec/tables/limits.ts";
import { conflictOf, isConflict, NotAllWritten, type NotWritten, onTable, refuse, TableError } from "../errors.ts";
import { anyKey, keyText } from "../keys.ts";
import type { WritableTable } from "../open.ts";
import { requireOptions } from "../options.ts";
import { ifPassing, ifThrottled, retrying, toTableError } from "../retry.ts";
import type { Condition, RecordWrite } from "../store.ts";
import { toItem, toKeyValue, toRecordKey } from "../values.ts";

/** What a write can depend on. What is deleted whether it is there or not is not asked to be absent. */
const conditions = { put: ["ifAbsent", "ifVersion"], delete: ["ifVersion"] } as const;

/** Whatever handlers have written there: plain JavaScript knows no types. */
type Asked<N extends string> = { readonly [P in N]?: unknown };

/** A write, and how many bytes it has. */
interface SizedWrite extends RecordWrite {
  readonly size: number;
}

/** How many of many writes are under way at the same time. */
const together = 8;

function toCondition({ ifAbsent, ifVersion }: Asked<"ifAbsent" | "ifVersion">): { readonly condition?: Condition } {
  if (ifAbsent !== undefined && ifVersion !== undefined) refuse("write `ifAbsent` or `ifVersion`, not both.");
  if (ifAbsent !== undefined && typeof ifAbsent !== "boolean") refuse("`ifAbsent` is neither `true` nor `false`.");
  if (ifVersion !== undefined && (typeof ifVersion !== "string" || ifVersion === "")) {
    refuse("the version is not one that a table has given.");
  }
  if (typeof ifVersion === "string") return { condition: { version: ifVersion } };
  return ifAbsent === true ? { condition: "absent" } : {};
}

/**
 * @param what - The item, or the key of the one that is deleted.
 * @throws TableError `Invalid` or `TooLarge`
 */
export function toWrite(
  verb: keyof typeof conditions,
  what: unknown,
  options: object,
  { layout }: WritableTable,
): SizedWrite {
  requireOptions(options, conditions[verb]);
  const common = { stamp: crypto.randomUUID(), ...toCondition(options) };
  if (verb === "delete") return { key: toRecordKey(layout.key, what), size: 0, ...common };
  const { item, size } = toItem(what, layout);
  return { key: toRecordKey(layout.key, item), put: item, size, ...common };
}

/** One of several writes, with its options beside what it writes. */
function toOne(asked: Asked<keyof typeof conditions>, table: WritableTable): SizedWrite {
  const given: typeof asked = Object(asked);
  if ("put" in given === "delete" in given) refuse("a write has either `put` or `delete`.");
  const { put, delete: removed, ...options } = given;
  return "put" in given ? toWrite("put", put, options, table) : toWrite("delete", removed, options, table);
}

/** @throws TableError `Invalid` or `TooLarge` */
function toMany(asked: readonly object[], table: WritableTable): readonly SizedWrite[] {
  const all = asked.map((one) => toOne(one, table));
  if (new Set(all.map(({ key }) => keyText(key))).size < all.length) refuse("two writes are of the same item.");
  return all;
}

/** What a write has come to whose answer was lost, and which was refused when it was tried again: its mark says. */
async function resolve({ store }: WritableTable, { key, put, stamp }: RecordWrite, lost: TableError): Promise<string> {
  const [record] = await store.read([key]).catch(() => {
    throw lost;
  });
  if (put === undefined && record === undefined) return "";
  if (record?.stamp === stamp) return record.version;
  throw new TableError("Conflict", "the answer was lost, and somebody else has written the item: read it again.", {
    applied: "unknown",
    cause: lost,
  });
}

/**
 * Makes a write, and again what may yet be made. Once an answer was lost, nothing that comes later can say that nothing was written.
 * @returns the version that the item has now
 */
export async function write(table: WritableTable, asked: RecordWrite): Promise<string> {
  const { store, current } = table;
  let lost: TableError | undefined;
  const once = (): Promise<string> =>
    store.write(asked).catch((thrown: unknown) => {
      const error = toTableError(thrown);
      if (error.applied === "unknown") lost = error;
      throw error;
    });
  try {
    return await retrying(once, ifPassing, current()?.deadline);
  } catch (thrown) {
    const error = toTableError(thrown);
    if (lost !== undefined) return error.code === "Conflict" ? resolve(table, asked, lost) : Promise.reject(lost);
    // In the same words everywhere, whatever a cloud has made of it.
    throw error.code === "Conflict" ? conflictOf(asked.condition) : error;
  }
}

async function increment(table: WritableTable, values: unknown, counter: string, by: number): Promise<number> {
  const { layout, store, current } = table;
  if (!layout.counters.includes(counter)) refuse(`it has no counter ${JSON.stringify(counter)}.`);
  if (!Number.isSafeInteger(by)) refuse(`${by} is not a whole number that a counter can be raised by.`);
  const key = toRecordKey(layout.key, values);
  try {
    // Not again when the answer was lost: it may have been done.
    return await retrying(() => store.add(key, counter, by), ifThrottled, current()?.deadline);
  } catch (thrown) {
    if (!isConflict(thrown)) throw thrown;
    refuse(
      `the counter "${counter}" would leave the range from -${tableLimits.counter} to ${tableLimits.counter}: it stays as it is.`,
    );
  }
}

async function transact(table: WritableTable, values: unknown, writes: readonly object[]): Promise<void> {
  const { layout, store, current } = table;
  const [name] = layout.key;
  const partition = toKeyValue(Object(values)[name], name);
  const all = toMany(writes, table);
  const { items, bytes } = tableLimits.transact;
  if (all.length > items) refuse(`there are ${all.length} writes, and can be ${items} together.`);
  const size = all.reduce((sum, one) => sum + one.size, 0);
  if (size > bytes) throw new TableError("TooLarge", `the writes have ${size} bytes together, of at most ${bytes}.`);
  const foreign = all.findIndex(({ key }) => key.partition !== partition);
  if (foreign >= 0) throw new TableError("Invalid", "the item is of another partition.", { index: foreign });
  if (all.length === 0) return;
  try {
    await retrying(() => store.transact(all), ifThrottled, current()?.deadline);
  } catch (thrown) {
    const error = toTableError(thrown);
    const { code, index = -1 } = error;
    throw code === "Conflict" ? conflictOf(all[index]?.condition, error.index) : error;
  }
}

async function writeMany(table: WritableTable, writes: readonly object[]): Promise<void> {
  const all = toMany(writes, table);
  const failed: NotWritten[] = [];
  const left = all.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of left) {
      await write(table, one).catch((thrown) => failed.push({ index, error: toTableError(thrown) }));
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  if (failed.length === 0) return;
  const sorted = failed.toSorted((one, other) => one.index - other.index);
  throw new NotAllWritten(sorted, all.length, table.name);
}

/** Asks for what is refused because of its condition, and for no other reason. */
async function check(table: WritableTable): Promise<void> {
  try {
    await write(table, { key: anyKey(table.layout), stamp: crypto.randomUUID(), condition: { version: "none" } });
  } catch (thrown) {
    const error = toTableError(thrown);
    if (error.code !== "Conflict") throw error;
  }
}

/** What a handler is handed for a table that it may write. */
export function writesOf(table: WritableTable) {
  const named = <T>(work: () => Promise<T>): Promise<T> => onTable(table.name, work);
  return {
    put: (item: unknown, options: PutOptions = {}): Promise<Written> =>
      named(async () => ({ version: await write(table, toWrite("put", item, options, table)) })),
    delete: (key: unknown, options: DeleteOptions = {}): Promise<void> =>
      named(async () => void (await write(table, toWrite("delete", key, options, table)))),
    writeMany: (writes: readonly object[]): Promise<void> => named(() => writeMany(table, writes)),
    transact: (partition: unknown, writes: readonly object[]): Promise<void> =>
      named(() => transact(table, partition, writes)),
    increment: (key: unknown, counter: string, by = 1): Promise<number> =>
      named(() => increment(table, key, counter, by)),
    check: (): Promise<void> => named(() => check(table)),
  };
}

import { NotAllWritten, TableError } from "fourfold/runtime";

/** What can be done with a table. */
export const methods = [
  ...(["get", "getMany", "query", "queryIndex", "counters"] as const),
  ...(["put", "delete", "update", "transact", "writeMany", "increment"] as const),
] as const;

/** An error as it travels. */
export interface TravellingError {
  readonly code: string;
  readonly message: string;
  readonly applied: string;
  readonly index?: number;
  readonly failed: readonly number[];
}

/** What somebody who is told what to do with a table answers. */
export type Performed = { readonly answer?: unknown; readonly error?: TravellingError };

/** A change of an item, as JSON can say it: properties that are set, and numbers that are added. */
export interface Change {
  readonly set?: object;
  readonly add?: Readonly<Record<string, number>>;
}

/** An item after a change. */
export function changed(item: Readonly<Record<string, unknown>>, { set = {}, add = {} }: Change) {
  const sums = Object.entries(add).map(([name, by]) => [name, Number(item[name]) + by] as const);
  return { ...item, ...set, ...Object.fromEntries(sums) };
}

/** A table as a handler is handed it, where nobody knows what is in it. */
export type Handed = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const isChange = (value: unknown): value is Change => typeof value === "object" && value !== null;

/** An update changes an item by a function, which cannot travel. */
function argumentsOf(method: string, args: readonly unknown[]): readonly unknown[] {
  const [key, change] = args;
  if (method !== "update" || !isChange(change)) return args;
  return [key, (item: Readonly<Record<string, unknown>>) => changed(item, change)];
}

/** Does with a table what it is told. */
export async function perform(table: Handed, method: string, args: readonly unknown[]): Promise<Performed> {
  try {
    return { answer: await table[method]?.(...argumentsOf(method, args)) };
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    const { code, message, applied, index } = thrown;
    const failed = thrown instanceof NotAllWritten ? thrown.failed.map((each) => each.index) : [];
    return { error: { code, message, applied, failed, ...(index === undefined ? {} : { index }) } };
  }
}

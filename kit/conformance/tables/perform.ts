import { NotAllWritten, TableError } from "fourfold/runtime";

/** What can be done with a table. */
export const methods = [
  ...(["get", "getMany", "query", "queryIndex", "counters"] as const),
  ...(["put", "delete", "update", "transact", "writeMany", "increment", "check"] as const),
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

/** Values that JSON does not have. */
const unsaid = {
  undefined,
  ...{ NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, "-0": -0 },
  ...{ date: new Date(0), bigint: 1n, symbol: Symbol("any"), map: new Map([["a", 1]]), function: () => 1 },
} as const;

type Unsaid = keyof typeof unsaid;

/** A value that JSON does not have, as it travels: in an order, this stands for it. */
export const unsayable = (name: Unsaid): object => ({ unsayable: name });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An order with the values that JSON does not have. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (!isRecord(value)) return value;
  const { unsayable: name, ...others } = value;
  if (typeof name === "string" && Object.keys(others).length === 0) return unsaid[name as Unsaid];
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, said(each)]));
}

/** An answer as it travels: JSON has 0 for -0, which somebody must see. */
function travelling(value: unknown): unknown {
  if (Object.is(value, -0)) return unsayable("-0");
  if (Array.isArray(value)) return value.map(travelling);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, travelling(each)]));
}

/** A change of an item, as JSON can say it. */
export interface Change {
  /** Properties that are set. */
  readonly set?: object;
  /** Numbers that are added. */
  readonly add?: Readonly<Record<string, number>>;
  /** Gives the item back as it is. */
  readonly keep?: boolean;
  /** How many attempts somebody else is faster than, who puts the item as it was. @default none */
  readonly others?: number;
}

/** An item after a change. */
export function changed(item: Readonly<Record<string, unknown>>, { set = {}, add = {} }: Change) {
  const sums = Object.entries(add).map(([name, by]) => [name, Number(item[name]) + by] as const);
  return { ...item, ...set, ...Object.fromEntries(sums) };
}

/** A table as a handler is handed it, where nobody knows what is in it. */
export type Handed = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** An update changes an item by a function, which cannot travel. */
function argumentsOf(table: Handed, method: string, args: readonly unknown[]): readonly unknown[] {
  const [key, change] = args;
  if (method !== "update" || !isRecord(change)) return args;
  const { keep = false, others = 0, ...more }: Change = change;
  let attempts = 0;
  const run = async (item: Readonly<Record<string, unknown>>) => {
    attempts += 1;
    if (attempts <= others) await table.put?.(item);
    return keep ? item : changed(item, more);
  };
  return [key, run];
}

/** Does with a table what it is told. */
export async function perform(table: Handed, method: string, args: readonly unknown[]): Promise<Performed> {
  try {
    const answer = await table[method]?.(...argumentsOf(table, method, args.map(said)));
    return { answer: travelling(answer) };
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    const { code, message, applied, index } = thrown;
    const failed = thrown instanceof NotAllWritten ? thrown.failed.map((each) => each.index) : [];
    return { error: { code, message, applied, failed, ...(index === undefined ? {} : { index }) } };
  }
}

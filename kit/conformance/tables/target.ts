import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Cloud } from "fourfold";
import { TableError, type TableErrorCode } from "fourfold/runtime";
import { type Change, methods, type Performed, type TravellingError } from "./perform.ts";

type Item = Readonly<Record<string, unknown>>;

interface Stored {
  readonly value: Item;
  readonly version: string;
}

/** A page of items. */
export interface LoosePage {
  readonly items: readonly Stored[];
  readonly cursor?: string;
}

/** Everything that a handler may do with a table, whatever is in it. */
export interface LooseTable extends Record<(typeof methods)[number], unknown> {
  get(key: object): Promise<Stored | undefined>;
  getMany(keys: readonly object[]): Promise<readonly (Stored | undefined)[]>;
  query(partition: object, options?: object): Promise<LoosePage>;
  queryIndex(index: string, partition: object, options?: object): Promise<LoosePage>;
  counters(key: object): Promise<Readonly<Record<string, number>>>;
  put(item: object, options?: object): Promise<{ readonly version: string }>;
  delete(key: object, options?: object): Promise<void>;
  update(key: object, change: Change): Promise<Stored | undefined>;
  transact(partition: object, writes: readonly object[]): Promise<void>;
  writeMany(writes: readonly object[]): Promise<void>;
  increment(key: object, counter: string, by?: number): Promise<number>;
  check(): Promise<void>;
}

/** An error as a handler has met it. */
export class MetError extends TableError {
  readonly failed: readonly number[];

  constructor({ code, message, applied, index, failed }: TravellingError) {
    super(code as TableErrorCode, message, {
      applied: applied === "unknown" ? "unknown" : "no",
      ...(index === undefined ? {} : { index }),
    });
    this.failed = failed;
  }
}

/** A table that a function somewhere else is asked to use. */
export function remoteTable(ask: (method: string, args: readonly unknown[]) => Promise<Performed>): LooseTable {
  const entries = methods.map((method) => {
    const run = async (...args: readonly unknown[]): Promise<unknown> => {
      const { answer, error } = await ask(method, args);
      if (error !== undefined) throw new MetError(error);
      return answer;
    };
    return [method, run] as const;
  });
  return Object.fromEntries(entries) as unknown as LooseTable;
}

export type TableName = "users" | "orders" | "plain";

/** A function that may only read two of the tables, or only write them. */
export type Limited = "reader" | "writer";

/** What happens to calls of a database: they are refused because there are too many, or they are made and their answers are lost. */
export type Mishap = "throttled" | "lost";

/** Where tables are deployed. */
export interface TableTarget {
  readonly cloud: Cloud;
  readonly tables: { readonly [N in TableName]: LooseTable };
  /** A table as a function with fewer verbs may use it. */
  as(name: Limited, table: TableName): LooseTable;
  /** A table as the cloud lets that function use it, whatever its links are. */
  force(name: Limited, table: TableName): LooseTable;
  /** The names of what a function was handed for each table. */
  handed(name: Limited): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Does something while calls of the database meet with a mishap: so many of them, counted from now. */
  during<T>(mishap: Mishap, calls: number, work: () => Promise<T>): Promise<T>;
  /** Has many large items put into a list, and read in two ways. Answers which were found, and how many. */
  large(
    list: string,
    count: number,
    size: number,
  ): Promise<{ readonly got: readonly string[]; readonly queried: number }>;
}

/** A text that no other behaviour knows. */
export const newKey = (): string => randomUUID();

/** Expects that something is refused, by a message that says once which table it is about, and answers with what. */
export async function refused(code: TableErrorCode, work: () => Promise<unknown>): Promise<MetError> {
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof MetError, `${error}`);
  assert.equal(error.code, code, error.message);
  assert.match(error.message, /^Table "\w+": (?!Table ")/);
  return error;
}

/** All pages that a question has. */
export async function* pagesOf(
  ask: (cursor?: { readonly cursor: string }) => Promise<LoosePage>,
): AsyncGenerator<LoosePage> {
  for (let page = await ask(); ; page = await ask({ cursor: page.cursor })) {
    yield page;
    if (page.cursor === undefined) return;
  }
}

import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import type { Key, Table } from "../../drivers/operations/table.ts";

/** https://developers.cloudflare.com/d1/worker-api/prepared-statements/ */
interface Statement {
  bind(...values: readonly string[]): Statement;
  first<T>(): Promise<T | null>;
  run<T>(): Promise<{ readonly results: readonly T[] }>;
}

/** https://developers.cloudflare.com/d1/worker-api/d1-database/ */
interface Database {
  prepare(sql: string): Statement;
}

interface Row {
  readonly item: string;
}

const create =
  "CREATE TABLE IF NOT EXISTS orders (customer TEXT, id TEXT, item TEXT, views INTEGER, PRIMARY KEY (customer, id))";
const upsert =
  "INSERT INTO orders (customer, id, item, views) VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET item = excluded.item";

/** Statements by hand. */
export const open: Driver = (_link, environment): Table => {
  const database: Database = Object(environment[addressOf(environment)]);
  let created: Promise<unknown> | undefined;
  const prepare = async (sql: string, ...values: readonly string[]) => {
    created ??= database.prepare(create).run();
    await created;
    return database.prepare(sql).bind(...values);
  };
  return {
    async get({ customer, id }: Key) {
      const statement = await prepare("SELECT item FROM orders WHERE customer = ? AND id = ?", customer, id);
      const row = await statement.first<Row>();
      return row === null ? undefined : JSON.parse(row.item);
    },
    async put({ customer, id, ...item }) {
      const statement = await prepare(upsert, customer, id, JSON.stringify(item));
      return statement.run();
    },
    async query({ customer }, { limit }) {
      const sql = `SELECT item FROM orders WHERE customer = ? ORDER BY id LIMIT ${limit}`;
      const { results } = await (await prepare(sql, customer)).run<Row>();
      return { items: results.map(({ item }) => JSON.parse(item)) };
    },
    async increment({ customer, id }) {
      const sql = "UPDATE orders SET views = views + 1 WHERE customer = ? AND id = ? RETURNING views";
      return (await prepare(sql, customer, id)).first();
    },
  };
};

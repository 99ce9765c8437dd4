import { DatabaseSync } from "node:sqlite";

/** What a stopped simulator still has on disk. */
export interface Stored {
  readonly resources: number;
  /** Deployed content, by hash. */
  readonly contents: number;
  /** The names of small values. */
  readonly values: readonly string[];
}

/** @param folder the Pulumi project's */
export function readStore(folder: string): Stored {
  const database = new DatabaseSync(`${folder}/.fourfold/simulator/simulator.db`);
  try {
    const count = (sql: string): number => Number(database.prepare(sql).get()?.count);
    const keys = database.prepare("select key from value order by key").all();
    return {
      resources: count("select count(*) as count from resource"),
      contents: count("select count(distinct hash) as count from content"),
      values: keys.map(({ key }) => String(key)),
    };
  } finally {
    database.close();
  }
}

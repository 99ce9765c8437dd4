import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { TableLayout } from "fourfold";
import type { LooseTable } from "../../../../kit/conformance/tables/target.ts";
import { open } from "../../../../kit/runtime/drivers/table/cloudflare.ts";
import { openLinks } from "../../../../kit/runtime/links.ts";
import type { DatabaseBinding, Row } from "../../../../kit/runtime/tables/stores/d1/binding.ts";

type Value = string | number;

interface Result {
  readonly results: readonly Row[];
}

/** A statement that is prepared, and what is bound to it. */
interface Prepared {
  readonly sql: string;
  readonly values: readonly Value[];
  bind(...values: readonly Value[]): Prepared;
  all(): Promise<Result>;
}

/** A database of SQLite, as a binding of D1 shows it. */
export class LocalDatabase implements DatabaseBinding {
  readonly sqlite = new DatabaseSync(":memory:");
  /** What it was asked, in turn. */
  readonly asked: (readonly string[])[] = [];
  /** How many rows its answers had, in turn. */
  readonly counts: number[] = [];
  /** Is called before each statement, and may throw. */
  refuse: (sql: string) => void = () => undefined;

  prepare(sql: string): Prepared {
    const prepared = (values: readonly Value[]): Prepared => ({
      ...{ sql, values },
      bind: (...others) => prepared(others),
      all: async () => (await this.#transact([prepared(values)]))[0] ?? { results: [] },
    });
    return prepared([]);
  }

  batch(statements: readonly Prepared[]): Promise<readonly Result[]> {
    assert.ok(statements.length > 1, "one statement needs no transaction");
    return this.#transact(statements);
  }

  /** The rows of a statement that a test asks. */
  rows(sql: string): readonly Row[] {
    return this.sqlite
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  }

  async #transact(statements: readonly Prepared[]): Promise<readonly Result[]> {
    this.asked.push(statements.map(({ sql }) => sql));
    // Others ask meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    this.sqlite.exec("BEGIN");
    try {
      const results = statements.map(({ sql, values }) => {
        this.refuse(sql);
        const results = this.sqlite
          .prepare(sql)
          .all(...values)
          .map((row) => ({ ...row }));
        this.counts.push(results.length);
        return { results };
      });
      this.sqlite.exec("COMMIT");
      return results;
    } catch (error) {
      this.sqlite.exec("ROLLBACK");
      assert.ok(error instanceof Error);
      // https://developers.cloudflare.com/d1/observability/debug-d1/
      throw new Error(`D1_ERROR: ${error.message}${"code" in error ? ": SQLITE_ERROR" : ""}`);
    }
  }
}

/** A table as a function in an isolate of its own is handed it. */
export function openTable(database: LocalDatabase, layout: Partial<TableLayout> = {}): LooseTable {
  const whole = { key: ["list", "name"], indexes: {}, counters: [], ...layout };
  const environment = {
    FOURFOLD_THINGS: JSON.stringify({ address: "FOURFOLD_THINGS_DATABASE", layout: whole }),
    FOURFOLD_THINGS_DATABASE: database,
  };
  const link = { kind: "table", verbs: ["read", "write"] } as const;
  const { handed } = openLinks('Function "api"', { things: link }, { table: open }, environment);
  return handed.things as LooseTable;
}

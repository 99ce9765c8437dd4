import { TableError, type TableErrorCode } from "../../errors.ts";

/** A statement, and what its `?` stand for: every number arrives as REAL. https://developers.cloudflare.com/d1/worker-api/#type-conversion */
export interface Statement {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export type Row = Readonly<Record<string, unknown>>;

interface Result {
  readonly results: readonly Row[];
}

/** https://developers.cloudflare.com/d1/worker-api/prepared-statements/ */
interface PreparedStatement {
  bind(...values: readonly (string | number)[]): PreparedStatement;
  all(): Promise<Result>;
}

/** A binding to a database: https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export interface DatabaseBinding {
  prepare(sql: string): PreparedStatement;
  batch(statements: readonly PreparedStatement[]): Promise<readonly Result[]>;
}

export function isDatabase(value: unknown): value is DatabaseBinding {
  return typeof value === "object" && value !== null && "prepare" in value;
}

/**
 * Errors have texts alone: https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
 * After others, of connections that are lost and databases that are reset, it is not known what was done.
 */
const meanings: readonly (readonly [says: RegExp, code: TableErrorCode])[] = [
  [/overloaded/, "Throttled"],
  [/SQLITE_TOOBIG|SQLITE_FULL|Exceeded maximum/, "TooLarge"],
  [/no such (?:table|column|index)|could not be found/, "NotFound"],
  [/SQLITE_(?:ERROR|CONSTRAINT|MISMATCH)|D1_TYPE_ERROR/, "Invalid"],
];

function errorOf(cause: unknown): TableError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [, code] = meanings.find(([says]) => says.test(text)) ?? [];
  return new TableError(code ?? "Unavailable", text, { cause, applied: code === undefined ? "unknown" : "no" });
}

/**
 * Runs statements, several as one transaction. D1 itself tries again what only reads: https://developers.cloudflare.com/d1/best-practices/retry-queries/
 * @returns the rows of each
 * @throws TableError
 */
export async function run(
  database: DatabaseBinding,
  statements: readonly Statement[],
): Promise<readonly (readonly Row[])[]> {
  const [first, ...others] = statements.map(({ sql, values }) => database.prepare(sql).bind(...values));
  if (first === undefined) return [];
  try {
    const results = others.length === 0 ? [await first.all()] : await database.batch([first, ...others]);
    return results.map((result) => result.results);
  } catch (error) {
    throw errorOf(error);
  }
}

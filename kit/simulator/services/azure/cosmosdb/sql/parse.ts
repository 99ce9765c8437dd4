import { Cursor, NotRead } from "./cursor.ts";
import { type Expression, ExpressionReader, type Member, objectOf, type Parameters } from "./expressions.ts";
import { tokensOf } from "./tokens.ts";

/** What an item is ordered by. */
export interface Order {
  readonly path: readonly string[];
  readonly isDescending: boolean;
  /** As the query has it. */
  readonly source: string;
}

/** What is answered of an item. */
interface Selection {
  readonly select: Expression;
  readonly isValue: boolean;
  /** The same as one expression, for a query that is put together from this one. */
  readonly payload: string;
}

interface Filter {
  /** Whether an item is answered. */
  readonly where: Expression;
  /** As the query has it. @default it has none */
  readonly whereSource?: string;
}

/** A query that has been read. */
export interface Query extends Selection, Filter {
  /** The name that the query has for an item. */
  readonly alias: string;
  readonly orderBy: readonly Order[];
}

function readQuery(cursor: Cursor, parameters: Parameters): Query {
  cursor.expectWord("select");
  const selectAt = cursor.position;
  // What is selected is read when it is known what an item is called. A property may be called `from`.
  for (let before = ""; before === "." || !cursor.isWord("from"); ) before = cursor.next().text;
  const alias = readFrom(cursor);
  const fromEnd = cursor.position;
  const reader = new ExpressionReader(cursor, alias, parameters);
  cursor.position = selectAt;
  const selection = readSelection(cursor, reader, alias);
  if (!cursor.isWord("from")) throw new NotRead();
  cursor.position = fromEnd;
  const query = { ...selection, alias, ...readWhere(cursor, reader), orderBy: readOrders(cursor, reader) };
  cursor.expectEnd();
  return query;
}

function readFrom(cursor: Cursor): string {
  cursor.expectWord("from");
  const name = cursor.word();
  const isAliased = cursor.takesWord("as") || (cursor.peek()?.kind === "word" && !cursor.isWord("where", "order"));
  return isAliased ? cursor.word() : name;
}

function readWhere(cursor: Cursor, reader: ExpressionReader): Filter {
  if (!cursor.takesWord("where")) return { where: () => true };
  const start = cursor.position;
  const where = reader.or();
  return { where: (item) => where(item) === true, whereSource: cursor.sourceFrom(start) };
}

function readSelection(cursor: Cursor, reader: ExpressionReader, alias: string): Selection {
  if (cursor.takes("*")) return { select: (item) => item, isValue: false, payload: alias };
  const start = cursor.position;
  if (cursor.takesWord("value"))
    return { select: reader.operand(), isValue: true, payload: cursor.sourceFrom(start + 1) };
  const members = [];
  do members.push(readMember(cursor, reader));
  while (cursor.takes(","));
  const payload = members.map(({ name, source }) => `${JSON.stringify(name)}: ${source}`).join(", ");
  return { select: objectOf(members), isValue: false, payload: `{${payload}}` };
}

/** A path is called like its end. Cosmos DB numbers what has no name; here it needs one. */
function readMember(cursor: Cursor, reader: ExpressionReader): Member & { readonly source: string } {
  const start = cursor.position;
  const value = reader.operand();
  const source = cursor.sourceFrom(start);
  if (cursor.takesWord("as")) return { name: cursor.word(), value, source };
  const [name] = /(?<=\.)\w+$/.exec(source) ?? [];
  if (name === undefined) throw new NotRead();
  return { name, value, source };
}

function readOrders(cursor: Cursor, reader: ExpressionReader): readonly Order[] {
  const orders: Order[] = [];
  if (!cursor.takesWord("order")) return orders;
  cursor.expectWord("by");
  do orders.push(readOrder(cursor, reader));
  while (cursor.takes(","));
  return orders;
}

function readOrder(cursor: Cursor, reader: ExpressionReader): Order {
  const start = cursor.position;
  const path = reader.path();
  const source = cursor.sourceFrom(start);
  const isDescending = cursor.takesWord("desc");
  if (!isDescending) cursor.takesWord("asc");
  return { path, isDescending, source };
}

/** The condition of a patch: `from c where c.stock > 0`. */
function readCondition(cursor: Cursor): Expression {
  const reader = new ExpressionReader(cursor, readFrom(cursor), new Map());
  const { where } = readWhere(cursor, reader);
  cursor.expectEnd();
  return where;
}

function attempt<T>(source: string, read: (cursor: Cursor) => T): T | undefined {
  try {
    return read(new Cursor(source, tokensOf(source) ?? []));
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

/**
 * Reads a query: `SELECT` of an item, of values and paths; `WHERE` with comparisons, `STARTSWITH` and `IS_DEFINED`, joined by
 * `AND` and `OR`; `ORDER BY`. https://learn.microsoft.com/azure/cosmos-db/nosql/query/
 *
 * @returns `undefined` when there is anything else in it.
 */
export function parseQuery(source: string, parameters: Parameters): Query | undefined {
  return attempt(source, (cursor) => readQuery(cursor, parameters));
}

/** Reads the condition of a patch. https://learn.microsoft.com/azure/cosmos-db/partial-document-update-getting-started */
export function parseCondition(source: string): Expression | undefined {
  return attempt(source, readCondition);
}

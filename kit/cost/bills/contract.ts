/** A line of a bill, as far as it is compared. */
export interface BillLine {
  /** What is paid for, as the vendor names it: the service first. */
  readonly names: readonly string[];
  /** The month that it is of: `2026-11`. */
  readonly month: string;
  /** The day of the usage: `2026-11-05`. Empty: it is of the whole month. */
  readonly day: string;
  readonly quantity: number;
  readonly unit: string;
  /** US dollars before taxes and credits. */
  readonly usd: number;
  /** What it is instead of usage: `Tax`. Empty: usage. */
  readonly other: string;
}

/** A value of a row, as text. Empty: the row has none. */
export type Read = (column: string) => string;

/** How a vendor exports bills. */
export interface BillFormat {
  readonly cloud: "aws" | "gcp" | "azure";
  /** For people: "AWS CUR 2.0". */
  readonly title: string;
  /** The vendor's page about its columns. */
  readonly source: string;
  /** Columns that it has to have. Case and signs do not matter: `meterCategory` and `MeterCategory` are one. */
  readonly columns: readonly string[];
  /** Columns that it may have. */
  readonly optional: readonly string[];
  /** @throws BadRow when a value is not what its column is for */
  read(row: Read): BillLine;
  /** The ids of the prices whose names it knows. */
  readonly prices: readonly string[];
  /** The id of the price that a line is paid by. `undefined`: none that the book has. */
  priceOf(names: readonly string[]): string | undefined;
}

/** A value that is not what its column is for. */
export class BadRow extends Error {
  override readonly name = "BadRow";

  /** @param what - The end of a sentence about the column: "is not a number". */
  constructor(column: string, value: string, what: string) {
    super(`${column} is ${JSON.stringify(value)}, which ${what}`);
  }
}

/** The number in a column. Empty: none. @throws BadRow */
export function numberIn(read: Read, column: string): number {
  const text = read(column);
  const number = Number(text);
  if (Number.isFinite(number)) return number;
  throw new BadRow(column, text, "is not a number");
}

/** The day in a column: of `2026-11-05T00:00:00Z`, `2026-11-05 00:00:00 UTC` or, as Azure has it, `11/05/2026`. @throws BadRow */
export function dayIn(read: Read, column: string): string {
  const text = read(column);
  const [, day] = /^(\d{4}-\d{2}-\d{2})/.exec(text) ?? [];
  if (day !== undefined) return day;
  const [, month, date, year] = /^(\d{2})\/(\d{2})\/(\d{4})/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month}-${date}`;
  throw new BadRow(column, text, "is not a day");
}

/** @throws BadRow when amounts are in another currency, which no estimate is in */
export function requireUsd(read: Read, column: string): void {
  const currency = read(column);
  if (currency !== "" && currency !== "USD") throw new BadRow(column, currency, "estimates are not in");
}

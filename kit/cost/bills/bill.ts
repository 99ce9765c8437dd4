import { FourfoldError } from "../../spec/errors.ts";
import { BadRow, type BillFormat, type BillLine } from "./contract.ts";
import { plainly, type Row, readRows } from "./rows.ts";
import { aws } from "./vendors/aws.ts";
import { azure } from "./vendors/azure.ts";
import { gcp } from "./vendors/gcp.ts";

const formats: readonly BillFormat[] = [aws, gcp, azure];

/** What a bill has of one thing, in US dollars. */
export interface Billed {
  readonly usd: number;
  /** How much it is, by the bill's units. */
  readonly quantities: Readonly<Record<string, number>>;
}

/** A month's bill, added up. */
export interface Bill {
  readonly format: BillFormat;
  /** `2026-11` */
  readonly month: string;
  /** How many days of it have usage. */
  readonly days: number;
  /** By the ids of prices. */
  readonly priced: ReadonlyMap<string, Billed>;
  /** Usage that no price of the book is for, by the vendor's names. */
  readonly others: ReadonlyMap<string, Billed>;
  /** What is not usage, such as taxes and credits, in US dollars by its kind. */
  readonly extra: ReadonlyMap<string, number>;
}

const wanted: ReadonlySet<string> = new Set(
  formats.flatMap(({ columns, optional }) => [...columns, ...optional]).map(plainly),
);

/** The format of a bill by its first row: a column of a table is in all rows. */
function formatOf({ values }: Row, file: string): BillFormat {
  const found = formats.find(({ columns }) => columns.every((column) => plainly(column) in values));
  if (found !== undefined) return found;
  const expected = formats.map(({ title, columns }) => `${title} has ${columns.join(", ")}`).join("; ");
  throw new FourfoldError("ERR_USAGE", {
    where: file,
    what: `it does not have the columns of a bill: ${expected}.`,
    fix: "Export these: docs/cost.md#against-a-bill.",
  });
}

/** Adds up a month. Each kind of usage is looked up once, however many lines it has. */
class Sum {
  readonly #format: BillFormat;
  readonly #lines = new Map<string, { readonly names: readonly string[]; usd: number; units: Map<string, number> }>();
  readonly #extra = new Map<string, number>();
  readonly #days = new Set<string>();

  constructor(format: BillFormat) {
    this.#format = format;
  }

  add({ names, day, quantity, unit, usd, other }: BillLine): void {
    if (other !== "") {
      this.#extra.set(other, (this.#extra.get(other) ?? 0) + usd);
      return;
    }
    const key = names.join(" / ");
    const sum = this.#lines.get(key) ?? { names, usd: 0, units: new Map<string, number>() };
    sum.usd += usd;
    sum.units.set(unit, (sum.units.get(unit) ?? 0) + quantity);
    this.#lines.set(key, sum);
    this.#days.add(day);
  }

  end(month: string): Bill {
    const [priced, others] = [new Map<string, Billed>(), new Map<string, Billed>()];
    for (const [key, { names, usd, units }] of this.#lines) {
      const id = this.#format.priceOf(names);
      const [sums, name] = id === undefined ? [others, key] : [priced, id];
      const before = sums.get(name) ?? { usd: 0, quantities: {} };
      const quantities: Record<string, number> = { ...before.quantities };
      for (const [unit, quantity] of units) quantities[unit] = (quantities[unit] ?? 0) + quantity;
      sums.set(name, { usd: before.usd + usd, quantities });
    }
    return { format: this.#format, month, days: this.#days.size, priced, others, extra: this.#extra };
  }
}

function lineIn(format: BillFormat, { values, line }: Row, file: string): BillLine {
  try {
    return format.read((column) => values[plainly(column)]?.trim() ?? "");
  } catch (cause) {
    if (!(cause instanceof BadRow)) throw cause;
    const fix = `Correct it: ${format.source}.`;
    throw new FourfoldError("ERR_USAGE", { where: `${file}:${line}`, what: `${cause.message}.`, fix, cause });
  }
}

/**
 * Reads a billing export, however large it is, and adds up a month of it.
 *
 * @param month - Which month: `2026-11`. @default the only one that it has
 * @throws FourfoldError `ERR_USAGE` when it is no billing export, has a value that cannot be read, or has not that month.
 */
export async function readBill(file: string, month?: string): Promise<Bill> {
  let format: BillFormat | undefined;
  const sums = new Map<string, Sum>();
  for await (const row of readRows(file, wanted)) {
    format ??= formatOf(row, file);
    const read = lineIn(format, row, file);
    const sum = sums.get(read.month) ?? new Sum(format);
    sum.add(read);
    sums.set(read.month, sum);
  }
  const months = [...sums.keys()].toSorted();
  const [chosen, sum] = [...sums].find(([each]) => month === undefined || each === month) ?? [];
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where: file, what, fix });
  };
  if (chosen === undefined || sum === undefined) {
    return refuse(
      months.length === 0 ? "it has no lines." : `it has nothing of ${month}.`,
      months.length === 0 ? "Export a month that is over." : `Choose one of ${months.join(", ")}.`,
    );
  }
  if (month === undefined && months.length > 1) {
    return refuse(`it is of ${months.length} months.`, `Choose one with --month: ${months.join(", ")}.`);
  }
  return sum.end(chosen);
}

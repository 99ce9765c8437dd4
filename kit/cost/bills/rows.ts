import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CsvError, parse } from "csv-parse";
import { FourfoldError } from "../../spec/errors.ts";

/** A row of what is wanted, by plain names of columns. */
export interface Row {
  /** Its line in the file. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** A column without regard to case and signs, as exports differ in them: `Cost ($)` is `cost`. */
export const plainly = (column: string): string => column.toLowerCase().replace(/\([^)]*\)|[^a-z0-9]/g, "");

/** Plain names of columns. A bill may have hundreds, of which few are read. */
type Wanted = ReadonlySet<string>;

const fix = "Export it as CSV, or as newline-delimited JSON: docs/cost.md#against-a-bill.";

function refuse(file: string, what: string, cause?: unknown): never {
  throw new FourfoldError("ERR_USAGE", { where: file, what: `${what}.`, fix, cause });
}

/** The first bytes of a file, by which its form is known. */
async function firstBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return refuse(file, "it cannot be read", cause);
  }
}

/** A file's text, whether it is compressed or not: https://www.rfc-editor.org/rfc/rfc1952#page-6 */
async function openText(file: string): Promise<Readable> {
  const [first, second] = await firstBytes(file);
  const stream = createReadStream(file);
  return first === 0x1f && second === 0x8b ? stream.pipe(createGunzip()) : stream;
}

async function* csvRows(text: Readable, wanted: Wanted): AsyncGenerator<Row, void, void> {
  const columns = (heading: readonly string[]) =>
    heading.map(plainly).map((column) => (wanted.has(column) ? column : false));
  const parser = parse({ bom: true, columns, info: true, skip_empty_lines: true });
  text.on("error", (error) => parser.destroy(error)).pipe(parser);
  for await (const { record, info } of parser) yield { line: info.lines, values: record };
}

/** What is wanted of an object. What stands inside of another one has the names of both. */
function* valuesIn(object: object, wanted: Wanted, before = ""): Generator<readonly [string, string], void, void> {
  for (const [name, value] of Object.entries(object)) {
    const column = plainly(`${before}${name}`);
    if (wanted.has(column)) yield [column, String(value ?? "")];
    else if (typeof value === "object" && value !== null) yield* valuesIn(value, wanted, `${before}${name}.`);
  }
}

/** One JSON object a line: https://cloud.google.com/bigquery/docs/exporting-data#export_formats_and_compression_types */
async function* jsonRows(text: Readable, wanted: Wanted): AsyncGenerator<Row, void, void> {
  let line = 0;
  for await (const content of createInterface({ input: text })) {
    line += 1;
    if (content.trim() !== "") yield { line, values: Object.fromEntries(valuesIn(JSON.parse(content), wanted)) };
  }
}

/** What a stream begins with, after spaces, which stays in it. */
async function beginOf(text: Readable): Promise<string> {
  for (;;) {
    const chunk: Buffer | null = text.read();
    if (chunk !== null) {
      text.unshift(chunk);
      return chunk
        .toString("utf8")
        .replace(/^\uFEFF/, "")
        .trimStart()
        .charAt(0);
    }
    if (text.readableEnded) return "";
    await new Promise((resolve, reject) => {
      text.once("readable", resolve).once("end", resolve).once("error", reject);
    });
  }
}

/**
 * The rows of a file of CSV or of newline-delimited JSON, one after the other: the file may be larger than memory.
 * @throws FourfoldError `ERR_USAGE` when it cannot be read, or is something else.
 */
export async function* readRows(file: string, wanted: Wanted): AsyncGenerator<Row, void, void> {
  const text = await openText(file);
  try {
    const begin = await beginOf(text);
    if (begin === "[") refuse(file, "it is one JSON list, and one object on each line is expected");
    yield* begin === "{" ? jsonRows(text, wanted) : csvRows(text, wanted);
  } catch (cause) {
    if (cause instanceof CsvError) refuse(file, `it is not valid CSV: ${cause.message.replace(/\.$/, "")}`, cause);
    if (cause instanceof SyntaxError) refuse(file, `it is not valid JSON: ${cause.message}`, cause);
    if (cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_")) {
      refuse(file, `it is not valid gzip: ${cause.message}`, cause);
    }
    throw cause;
  } finally {
    text.destroy();
  }
}

import type { Span } from "./tree.ts";

/** One part of a module that was split. */
export interface Part {
  readonly name: "described" | "rest" | "schema";
  /** The file of the module. */
  readonly file: string;
  /** Of a schema: its position in the module. */
  readonly span?: Span;
}

const halves = /^fourfold:(described|rest)\/(.*)$/s;
const schemas = /^fourfold:schema\/(.*)\?(\d+)-(\d+)$/s;

/** How an import names a part. */
export function partPath({ name, file, span }: Part): string {
  return `fourfold:${name}/${file}${span === undefined ? "" : `?${span.start}-${span.end}`}`;
}

/** The part that an import or a source of a build names: both use the same form. */
export function toPart(path: string): Part | undefined {
  const [, schema, start, end] = schemas.exec(path) ?? [];
  if (schema !== undefined) return { name: "schema", file: schema, span: { start: Number(start), end: Number(end) } };
  const [, name, file] = halves.exec(path) ?? [];
  return file !== undefined && (name === "described" || name === "rest") ? { name, file } : undefined;
}

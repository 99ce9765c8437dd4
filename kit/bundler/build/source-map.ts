import { readIfExists } from "../output/store.ts";
import { facadeText, toFacade } from "../sets/facade.ts";
import { toPart } from "../sets/parts.ts";
import { memoize } from "./memoize.ts";

/** Where the parts of a map begin, as esbuild writes them. In a JSON text, line breaks are only between parts. */
const sourcesStart = Buffer.from('\n  "sources": ');
const partStart = Buffer.from(',\n  "');
const mappingsStart = Buffer.from('\n  "mappings": "');

/** Something about a source, by the path that esbuild gives it. */
type Of<T> = (path: string) => T;

/**
 * Reads the texts of sources, as JSON. Maps that have sources in common share the work. A package may ship a source map without
 * the source, which then has no text.
 *
 * @param fileOf - The file of a source.
 * @param entries - The texts of the sources that have no file.
 */
export function createTexts(fileOf: Of<string>, entries: Readonly<Record<string, string>>): Of<Buffer> {
  return memoize((path: string) => {
    const [, entry = ""] = /^fourfold:(.*)/.exec(path) ?? [];
    const facade = toFacade(path);
    const text = facade
      ? facadeText(facade).contents
      : (entries[entry] ?? readIfExists(toPart(path)?.file ?? fileOf(path))?.toString() ?? null);
    return Buffer.from(JSON.stringify(text));
  });
}

function textsPart(texts: readonly Buffer[]): readonly Buffer[] {
  const comma = Buffer.from(",");
  const separated = texts.flatMap((text, at) => (at === 0 ? [text] : [comma, text]));
  return [Buffer.from(',\n  "sourcesContent": ['), ...separated, Buffer.from("]")];
}

/**
 * Gives the sources of a source map other names, and puts their texts in. The same texts, half a megabyte, are in the maps of
 * many functions: esbuild would send them every time, which takes as long as building the code. For the same reason the map is
 * cut, not parsed.
 *
 * @param map - As esbuild wrote it.
 * @param nameOf - The name to give to a source.
 * @param textOf - The text of a source. Undefined if esbuild has put them in.
 * @param addedLines - How many lines of the code precede those that esbuild wrote.
 * @returns The new map in pieces.
 */
export function completeMap(
  map: Buffer,
  nameOf: Of<string>,
  textOf: Of<Buffer> | undefined,
  addedLines: number,
): readonly Buffer[] {
  const start = map.indexOf(sourcesStart) + sourcesStart.length;
  const end = map.indexOf(partStart, start);
  const mappings = map.lastIndexOf(mappingsStart) + mappingsStart.length;
  const sources: readonly string[] = JSON.parse(map.toString("utf8", start, end));
  return [
    map.subarray(0, start),
    Buffer.from(JSON.stringify(sources.map(nameOf))),
    ...(textOf === undefined ? [] : textsPart(sources.map(textOf))),
    map.subarray(end, mappings),
    Buffer.from(";".repeat(addedLines)),
    map.subarray(mappings),
  ];
}

/**
 * Appends a source map to its code, where every debugger finds it.
 * https://tc39.es/ecma426/#sec-linking-generated-code
 */
export function inline(code: Buffer, map: readonly Buffer[]): Buffer {
  const data = Buffer.concat(map).toString("base64");
  return Buffer.concat([code, Buffer.from(`//# sourceMappingURL=data:application/json;base64,${data}\n`)]);
}

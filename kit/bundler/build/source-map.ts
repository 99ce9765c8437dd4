/** Where the parts of a map begin, as esbuild writes them. In a JSON text a line break stands only between parts. */
const sourcesStart = Buffer.from('\n  "sources": ');
const sourcesEnd = Buffer.from(',\n  "sourcesContent": ');
const mappingsStart = Buffer.from('\n  "mappings": "');

/**
 * Gives the sources of a source map other names. It is cut, not parsed, since it holds every source's text: parsing half
 * a megabyte, or copying it once more, takes longer than making the bundle.
 *
 * @param map - As esbuild wrote it.
 * @param nameOf - The name to give to a source.
 * @param addedLines - How many lines stand in the code before those that esbuild wrote.
 * @returns The new map in pieces.
 */
export function renameSources(map: Buffer, nameOf: (source: string) => string, addedLines: number): readonly Buffer[] {
  const start = map.indexOf(sourcesStart) + sourcesStart.length;
  const end = map.indexOf(sourcesEnd, start);
  const mappings = map.lastIndexOf(mappingsStart) + mappingsStart.length;
  const sources: readonly string[] = JSON.parse(map.toString("utf8", start, end));
  return [
    map.subarray(0, start),
    Buffer.from(JSON.stringify(sources.map(nameOf))),
    map.subarray(end, mappings),
    Buffer.from(";".repeat(addedLines)),
    map.subarray(mappings),
  ];
}

/**
 * Puts a source map into the code that it is for, where every debugger finds it.
 * https://tc39.es/ecma426/#sec-linking-generated-code
 */
export function inline(code: Buffer, map: readonly Buffer[]): Buffer {
  const data = Buffer.concat(map).toString("base64");
  return Buffer.concat([code, Buffer.from(`//# sourceMappingURL=data:application/json;base64,${data}\n`)]);
}

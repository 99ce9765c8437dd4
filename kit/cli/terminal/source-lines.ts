import { readFileSync, statSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import type { LogLine } from "../../simulator/contract.ts";
import { cloudOfType } from "../clouds.ts";
import { type Writer, writerOf } from "./log-line.ts";

/** A place in a bundle, as stacks have it: `file:///…/index.mjs:1:23456`, on Workers `index.js:1:23456`. */
const place = /[^\s()"\\]*\bindex\.m?js:(\d+):(\d+)/g;

/** A source map, or nothing where there is none that can be read: the next bundle makes it again. */
function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes places in the sources where a text has places in the bundle that a map is of. */
function translate(text: string, map: SourceMap): string {
  return text.replace(place, (whole: string, line: string, column: string) => {
    // The platform's own packages have files of these names too.
    if (/\/node_modules\/|^node:/.test(whole)) return whole;
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in found) || found.generatedLine !== Number(line) - 1) return whole;
    const source = JSON.stringify(found.originalSource).slice(1, -1);
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

/**
 * Makes stacks in log lines lead to the sources: `functions/api.ts:12:3` for `index.mjs:1:23456`. A bundle's map stands
 * beside it, and is that of the last bundle: lines that are older than the map stay as they were written.
 *
 * @param folder - The folder of all bundles.
 */
export function createSourceLines(folder: string): (line: LogLine) => LogLine {
  const maps = new Map<string, { readonly madeAt: number; readonly map: SourceMap | undefined }>();
  /** Who wrote the last line of each group: only a function's own lines name it, and platforms write stacks as well. */
  const writers = new Map<string, Writer>();

  const mapAt = (file: string, time: number): SourceMap | undefined => {
    const madeAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (madeAt > time) return undefined;
    const known = maps.get(file);
    if (known?.madeAt === madeAt) return known.map;
    const map = readMap(file);
    maps.set(file, { madeAt, map });
    return map;
  };

  return (line) => {
    const group = `${line.cloud} ${line.group}`;
    const writer = writerOf(line) ?? writers.get(group);
    const cloud = cloudOfType(line.cloud);
    if (writer === undefined || cloud === undefined) return line;
    writers.set(group, writer);
    if (line.text.search(place) < 0) return line;
    const map = mapAt(join(folder, writer.set, writer.function, cloud, "index.map"), line.time);
    return map === undefined ? line : { ...line, text: translate(line.text, map) };
  };
}

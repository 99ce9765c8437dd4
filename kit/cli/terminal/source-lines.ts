import { SourceMap } from "node:module";
import { findSourceMap } from "../../bundler/output/maps.ts";
import type { LogLine } from "../../simulator/contract.ts";
import { cloudOfType } from "../clouds.ts";

/** A position in a bundle, as in stack traces: `file:///…/index.mjs:1:23456`, on Workers `index.js:1:23456`. */
const place = /[^\s()"\\]*\bindex\.m?js:(\d+):(\d+)/g;

/** A source map, or `undefined` if it cannot be read: the next bundling writes it again. */
function parseMap(text: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Replaces positions in the bundle with positions in the sources. */
function translate(text: string, map: SourceMap): string {
  return text.replace(place, (whole: string, line: string, column: string) => {
    // The platform's own packages may have files of these names too.
    if (/\/node_modules\/|^node:/.test(whole)) return whole;
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in found) || found.generatedLine !== Number(line) - 1) return whole;
    const source = JSON.stringify(found.originalSource).slice(1, -1);
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

/**
 * Makes stack traces in log lines refer to the sources: `functions/api.ts:12:3` for `index.mjs:1:23456`. The map is that of
 * exactly the code that wrote the line; if it is not known, the line stays as it is.
 *
 * @param folder - The folder of all bundles.
 */
export function createSourceLines(folder: string): (line: LogLine) => LogLine {
  const maps = new Map<string, SourceMap>();

  const mapOf = ({ cloud: type, code }: LogLine): SourceMap | undefined => {
    const cloud = cloudOfType(type);
    if (code === undefined || cloud === undefined) return undefined;
    const known = maps.get(code);
    if (known !== undefined) return known;
    const text = findSourceMap(folder, cloud, code);
    const map = text === undefined ? undefined : parseMap(text);
    if (map !== undefined) maps.set(code, map);
    return map;
  };

  return (line) => {
    if (line.text.search(place) < 0) return line;
    const map = mapOf(line);
    return map === undefined ? line : { ...line, text: translate(line.text, map) };
  };
}

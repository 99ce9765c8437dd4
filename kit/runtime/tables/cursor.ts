import { refuse } from "./errors.ts";
import type { Position, RangeQuery } from "./store.ts";
import { isKeyValue } from "./values.ts";

/** A question, whose pages a cursor is for. */
type Question = Omit<RangeQuery, "limit" | "after">;

const sameOf = ({ index = "", names, partition, range, descending }: Question): string =>
  JSON.stringify([index, names, partition, range, descending]);

/** FNV-1a, since all that it must tell is that somebody has mixed two cursors up: http://www.isthe.com/chongo/tech/comp/fnv/ */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Base64 in an alphabet that stands in addresses, also where texts are not of Latin letters. */
function encode(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decode(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0))));
  } catch {
    // Whatever it is, it is not a cursor, which is said below.
    return undefined;
  }
}

/** Where the page after a record begins, for whoever asks the same again. */
export function toCursor(question: Question, position: Position): string {
  return encode(JSON.stringify([markOf(sameOf(question)), position]));
}

/**
 * The record after which a page begins.
 * @param names - The properties that say so.
 * @throws TableError `Invalid` for what is not a cursor, or that of another question.
 */
export function readCursor(cursor: string, question: Question, names: readonly string[]): Position {
  const decoded = decode(cursor);
  const [mark, position]: readonly unknown[] = Array.isArray(decoded) ? decoded : [];
  const values = new Map(Object.entries(Object(position)));
  const isPosition = values.size === names.length && names.every((name) => isKeyValue(values.get(name)));
  // What is found in a table stands in the partition that is asked for; of an index, in whichever.
  const [name] = question.names;
  const isElsewhere = values.has(name) && values.get(name) !== question.partition;
  if (!isPosition || isElsewhere) refuse("the cursor is not one that a table has given.");
  if (mark !== markOf(sameOf(question))) refuse("the cursor is that of another question: begin without one.");
  return Object.fromEntries(names.map((name) => [name, String(values.get(name))]));
}

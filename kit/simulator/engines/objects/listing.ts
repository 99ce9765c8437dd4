import { compareUtf8 } from "../sorted.ts";
import type { StoredObject } from "./object.ts";

/** Which objects of a bucket are listed. */
export interface ListRequest {
  /** Only names that begin with this. @default all names */
  readonly prefix?: string;
  /** What separates folders: names that contain it after the prefix are listed as one prefix. @default no folders */
  readonly delimiter?: string;
  /** The most objects and prefixes of a page. @default all */
  readonly limit?: number;
  /** {@link ObjectPage.next} of the page before. @default the first page */
  readonly after?: string;
}

export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  /** The folders, up to and with their delimiter. */
  readonly prefixes: readonly string[];
  /** Where the next page starts. @default this is the last one */
  readonly next?: string;
}

/** One entry of a list: an object, or the folder of several. */
interface Entry {
  readonly name: string;
  readonly object?: StoredObject;
}

/** All four clouds list names in the order of their UTF-8 bytes. */
function inOrder({ name: one }: Entry, { name: other }: Entry): number {
  return compareUtf8(one, other);
}

function entryOf(object: StoredObject, { prefix = "", delimiter = "" }: ListRequest): Entry {
  const end = delimiter === "" ? -1 : object.name.indexOf(delimiter, prefix.length);
  return end < 0 ? { name: object.name, object } : { name: object.name.slice(0, end + delimiter.length) };
}

/** The page of these objects, all of which have the prefix. */
export function pageOf(objects: readonly StoredObject[], request: ListRequest): ObjectPage {
  const { limit = Number.POSITIVE_INFINITY, after } = request;
  const entries = new Map(objects.map((object) => entryOf(object, request)).map((entry) => [entry.name, entry]));
  const ordered = [...entries.values()].sort(inOrder);
  const left = after === undefined ? ordered : ordered.filter((entry) => inOrder(entry, { name: after }) > 0);
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    objects: page.flatMap(({ object }) => object ?? []),
    prefixes: page.flatMap(({ name, object }) => (object === undefined ? [name] : [])),
    ...(last !== undefined && left.length > page.length ? { next: last.name } : {}),
  };
}

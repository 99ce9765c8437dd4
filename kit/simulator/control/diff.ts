import { isDeepStrictEqual } from "node:util";
import type { Properties, ProviderKind, ResourceType } from "../contract.ts";
import { nameRecords } from "./name-records.ts";
import type { Change, DiffAnswer, DiffRequest } from "./protocol.ts";
import { hasUnknown, isArchive, isAsset, isObject, unknownValue, withoutNotes } from "./wire.ts";

type Path = readonly (string | number)[];

/** Compares a resource's inputs: what changed, and whether that takes a new resource. */
export function diffInputs(request: DiffRequest, type: ResourceType, kind: ProviderKind): DiffAnswer {
  const ignored = request.ignoreChanges.map(parsePath);
  const replaceOn = type.replaceOn.map(parsePath);
  const changes = compare(withoutKept(request, type), request.news, [])
    .filter(({ path }) => !ignored.some((pattern) => covers(pattern, path)))
    .map(({ path, kind }) => ({ path, kind, replaces: replaceOn.some((pattern) => covers(pattern, names(path))) }));
  const roots = (some: typeof changes) => [...new Set(some.map(({ path }) => String(path[0])))];
  const replaces = roots(changes.filter((change) => change.replaces));
  const isDeletedFirst = nameRecords[kind].deletesFirst(request.oldInputs, request.news, type.naming);
  return {
    changed: roots(changes),
    replaces,
    deleteBeforeReplace: replaces.length > 0 && isDeletedFirst,
    changes: changes.map((change) => ({ ...change, path: formatPath(change.path) })),
  };
}

/** The old inputs without those that stay deployed although the new ones leave them out. */
function withoutKept({ oldInputs, news }: DiffRequest, { keeps = [] }: ResourceType): Properties {
  return Object.fromEntries(Object.entries(oldInputs).filter(([name]) => name in news || !keeps.includes(name)));
}

/**
 * Adds the changes of a resource that follow from the provider's configuration alone.
 * @param configured - The outputs that the configuration now gives for the old inputs.
 */
export function withConfigured(answer: DiffAnswer, olds: Properties, configured: Properties): DiffAnswer {
  const found = Object.entries(configured)
    .filter(([name, value]) => olds[name] !== undefined && !hasUnknown(value) && !isDeepStrictEqual(olds[name], value))
    .map(([name]) => name);
  const changes = found.map((path) => ({ path, kind: "update", replaces: false }) as const);
  return { ...answer, changed: [...answer.changed, ...found], changes: [...answer.changes, ...changes] };
}

interface Found {
  readonly path: Path;
  readonly kind: Change["kind"];
}

function compare(old: unknown, now: unknown, path: Path): readonly Found[] {
  const before = old ?? undefined;
  const after = now ?? undefined;
  if (isContainer(before ?? after) && isContainer(after ?? before)) return compareMembers(before, after, path);
  if (before === after && after !== unknownValue) return [];
  if (isSameContent(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  return [{ path, kind: after === undefined ? "delete" : "update" }];
}

function compareMembers(before: unknown, after: unknown, path: Path): readonly Found[] {
  if (before !== undefined && after !== undefined && Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, kind: "update" }];
  }
  const [old, now] = [membersOf(before), membersOf(after)];
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    compare(old.get(key), now.get(key), [...path, key]),
  );
  // An empty container that is added or removed has no members to report.
  if (found.length > 0 || (before === undefined) === (after === undefined)) return found;
  return [{ path, kind: before === undefined ? "add" : "delete" }];
}

function membersOf(value: unknown): ReadonlyMap<string | number, unknown> {
  if (Array.isArray(value)) return new Map(value.entries());
  const members: Properties = isObject(value) ? value : {};
  return new Map(Object.entries(withoutNotes(members)));
}

function isContainer(value: unknown): boolean {
  return Array.isArray(value) || (isObject(value) && !isAsset(value) && !isArchive(value));
}

/** Assets are equal if their contents are, wherever they were read from. */
function isSameContent(before: unknown, after: unknown): boolean {
  const sameKind = (isAsset(before) && isAsset(after)) || (isArchive(before) && isArchive(after));
  if (!sameKind || !isObject(before) || !isObject(after)) return false;
  const hash = before.hash;
  return hash === undefined ? JSON.stringify(before) === JSON.stringify(after) : hash === after.hash;
}

/** Whether a pattern names a path or something above it. A `*` matches any one step. */
function covers(pattern: Path, path: Path): boolean {
  return pattern.length <= path.length && pattern.every((step, index) => step === "*" || step === path[index]);
}

/** A path without list indexes: tables of properties that need a replacement do not have them. */
function names(path: Path): Path {
  return path.filter((step) => typeof step === "string");
}

/** Reads a property path: `a.b[0]["c.d"]`, `a[*].b`. https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/ */
function parsePath(text: string): Path {
  const steps = text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[?(\*)\]?|([^.[\]]+)/g);
  return [...steps].map(([, index, quoted, star, name]) =>
    index === undefined ? (quoted?.replaceAll(/\\(.)/g, "$1") ?? star ?? name ?? "") : Number(index),
  );
}

function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

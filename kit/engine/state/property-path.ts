import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../provider.ts";
import { isObject } from "./values.ts";

/** A path's parts: property names, indexes, and `*` for every one. */
type Path = readonly (string | number)[];

/**
 * Parses a property path of options such as `ignoreChanges`: `a.b`, `a[0].b`, `a["b c"]`, `a[*]`, `*`.
 * https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/
 */
function parsePath(text: string): Path {
  const parts = text.matchAll(/\[\s*(?:(\d+)|"((?:[^"\\]|\\.)*)"|(\*))\s*\]|([^.[\]]+)/g);
  return Array.from(parts, ([, index, quoted, star, name]) => {
    if (index !== undefined) return Number(index);
    return quoted?.replaceAll(/\\(.)/g, "$1") ?? star ?? name ?? "";
  });
}

/** New inputs in which everything that the paths name is reset to its old value. */
export function resetPaths(news: Properties, olds: Properties, paths: readonly string[]): Properties {
  return paths.map(parsePath).reduce<Properties>((inputs, path) => {
    const changed = reset(inputs, olds, path);
    return isObject(changed) ? changed : inputs;
  }, news);
}

/** Whether something that one of the paths names has changed. */
export function changesAny(olds: Properties, news: Properties, paths: readonly string[]): boolean {
  return paths.some((text) => {
    const path = parsePath(text);
    return !isDeepStrictEqual(select(olds, path), select(news, path));
  });
}

/** Every value that a path names. */
function select(value: unknown, path: Path): readonly unknown[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  return keysOf(value, first).flatMap((key) => select(child(value, key), rest));
}

function reset(news: unknown, olds: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return olds;
  const keys = new Set([...keysOf(news, first), ...keysOf(olds, first)]);
  return [...keys].reduce(
    (value, key) => replaceChild(value, key, reset(child(news, key), child(olds, key), rest)),
    news,
  );
}

function keysOf(value: unknown, part: string | number): readonly (string | number)[] {
  if (part !== "*") return [part];
  if (Array.isArray(value)) return [...value.keys()];
  return isObject(value) ? Object.keys(value) : [];
}

function child(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

/** A copy with one child replaced, or removed if it is `undefined`. A value that is not a container is returned unchanged. */
function replaceChild(value: unknown, key: string | number, next: unknown): unknown {
  // An element that only one side has cannot be ignored: nothing can replace it.
  if (Array.isArray(value)) return next === undefined || !(key in value) ? value : value.with(Number(key), next);
  if (!isObject(value)) return value;
  const { [key]: _before, ...others } = value;
  return next === undefined ? others : { ...others, [key]: next };
}

import { isRecord, recordAt } from "../../../../contract/read.ts";
import { invalid } from "../errors.ts";
import { isReserved, requireFieldName } from "../names.ts";
import type { Fields, Value } from "./values.ts";

/** The names that lead to a field: those of maps, and its own. */
export type FieldPath = readonly string[];

/** The name of a document among its fields, where queries order and filter by it. */
export const nameField = "__name__";

const simple = /^[A-Za-z_]\w*$/;
const segment = /^(?:([A-Za-z_]\w*)|`((?:[^`\\]|\\.)*)`)(\.(?=.)|$)/s;

/** Reads a path: ``a.`b c` ``. https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents#Document */
export function parsePath(text: unknown): FieldPath {
  const names: string[] = [];
  for (let rest = String(text); names.length === 0 || rest !== ""; ) {
    const [found, plain, quoted = ""] = segment.exec(rest) ?? [];
    if (found === undefined) throw invalid(`Invalid property path "${String(text)}".`);
    names.push(plain ?? quoted.replaceAll(/\\(.)/gs, "$1"));
    rest = rest.slice(found.length);
  }
  return names;
}

/** A path that may be written to. @throws CloudError `INVALID_ARGUMENT` */
export function parseWritablePath(text: unknown): FieldPath {
  const path = parsePath(text);
  path.forEach(requireFieldName);
  return path;
}

/** A path in the one form that paths are compared in. */
export function formatPath(path: FieldPath): string {
  return path.map((name) => (simple.test(name) ? name : `\`${name.replaceAll(/[`\\]/g, "\\$&")}\``)).join(".");
}

/** The value at a path. */
export function valueAt(fields: Fields, [name = "", ...rest]: FieldPath): Value | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (rest.length === 0 || value === undefined) return value;
  return isRecord(value.mapValue) ? valueAt(membersOf(value), rest) : undefined;
}

/** The fields with another value at a path, or without one. Maps on the way are made, in the place of what is no map. */
export function withValue(fields: Fields, [name = "", ...rest]: FieldPath, value: Value | undefined): Fields {
  const { [name]: old, ...others } = fields;
  if (rest.length === 0) return value === undefined ? others : { ...others, [name]: value };
  const isMap = isRecord(old?.mapValue);
  if (!isMap && value === undefined) return fields;
  const members = withValue(isMap ? membersOf(old) : {}, rest, value);
  return { ...others, [name]: { mapValue: { fields: members } } };
}

/** The fields at some paths alone. */
export function onlyAt(fields: Fields, paths: readonly FieldPath[]): Fields {
  return paths.reduce<Fields>((left, path) => {
    const value = path.length === 1 && isReserved(path[0] ?? "") ? undefined : valueAt(fields, path);
    return value === undefined ? left : withValue(left, path, value);
  }, {});
}

function membersOf(value: Value | undefined): Fields {
  const members = recordAt(value, "mapValue.fields");
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, recordAt(member)]));
}

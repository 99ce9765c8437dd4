import type { Properties } from "../../../../contract.ts";
import { ItemError } from "../errors.ts";
import { addNumbers, negate } from "../values/numbers.ts";
import { type AttributeValue, type Item, setIn, setOf, typeOf } from "../values/value.ts";
import { overlapIn, valueAt, withValue } from "./paths.ts";
import type { Placeholders } from "./placeholders.ts";
import { type Path, Reader } from "./reader.ts";

/** What a path is set to. */
type Source =
  | { readonly path: Path }
  | { readonly value: AttributeValue }
  | { readonly ifNotExists: Path; readonly otherwise: Source }
  | { readonly append: readonly [Source, Source] }
  | { readonly sum: readonly [Source, Source]; readonly sign: "+" | "-" };

/** One change of an item. */
export type Update =
  | { readonly set: Path; readonly to: Source }
  | { readonly remove: Path }
  | { readonly add: Path; readonly value: AttributeValue }
  | { readonly take: Path; readonly value: AttributeValue };

const sections = ["SET", "REMOVE", "ADD", "DELETE"] as const;

/**
 * The changes in the `UpdateExpression` of a request.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 * @throws CloudError `ValidationException`
 */
export function readUpdates(input: Properties, placeholders: Placeholders): readonly Update[] {
  if (input.UpdateExpression === undefined) return [];
  const reader = new Reader("UpdateExpression", String(input.UpdateExpression), placeholders);
  const updates: Update[] = [];
  const seen = new Set<string>();
  while (!reader.isAtEnd) {
    const section = sections.find((name) => reader.skip(name));
    if (section === undefined) throw reader.unexpected();
    if (seen.has(section)) {
      throw reader.refused(`The "${section}" section can only be used once in an update expression;`);
    }
    seen.add(section);
    updates.push(...reader.list(() => readUpdate(reader, section)));
  }
  const [one, other] = overlapIn(updates.map(pathOf)) ?? [];
  if (one === undefined || other === undefined) return updates;
  const paths = `path one: [${one.join(", ")}], path two: [${other.join(", ")}]`;
  throw reader.refused(
    `Two document paths overlap with each other; must remove or rewrite one of these paths; ${paths}`,
  );
}

export function pathOf(update: Update): Path {
  if ("set" in update) return update.set;
  if ("add" in update) return update.add;
  return "take" in update ? update.take : update.remove;
}

function readUpdate(reader: Reader, section: (typeof sections)[number]): Update {
  const path = reader.path();
  if (section === "REMOVE") return { remove: path };
  if (section === "SET") {
    reader.expect("=");
    return { set: path, to: readSum(reader) };
  }
  const value = reader.value();
  if (value === undefined) throw reader.unexpected();
  const isAllowed = setIn(value) !== undefined || (section === "ADD" && "N" in value);
  if (isAllowed) return section === "ADD" ? { add: path, value } : { take: path, value };
  const reason = "Incorrect operand type for operator or function";
  throw reader.refused(`${reason}; operator: ${section}, operand type: ${typeOf(value)}`);
}

function readSum(reader: Reader): Source {
  const first = readSource(reader);
  const sign = (["+", "-"] as const).find((one) => reader.skip(one));
  return sign === undefined ? first : { sum: [first, readSource(reader)], sign };
}

function readSource(reader: Reader): Source {
  const value = reader.value();
  if (value !== undefined) return { value };
  if (!reader.isNext("(", 1)) return { path: reader.path() };
  const name = reader.take(/^\w+$/);
  reader.expect("(");
  const source = readArguments(reader, name);
  reader.expect(")");
  return source;
}

function readArguments(reader: Reader, name: string): Source {
  if (name === "if_not_exists") {
    const path = reader.path();
    reader.expect(",");
    return { ifNotExists: path, otherwise: readSource(reader) };
  }
  if (name !== "list_append") throw reader.refused(`Invalid function name; function: ${name}`);
  const first = readSource(reader);
  reader.expect(",");
  return { append: [first, readSource(reader)] };
}

/**
 * An item after changes, all of which see it as it was before. Positions in lists are those of before too: what is put after a
 * list's end goes there in the order of its positions, and elements are removed at last, from the end on.
 * @throws ItemError when the changes do not go with what the item has.
 */
export function applyUpdates(before: Item, updates: readonly Update[]): Item {
  const isRemoval = (update: Update): boolean => "remove" in update;
  const changes = updates.filter((update) => !isRemoval(update)).toSorted(byPosition);
  const removals = updates.filter(isRemoval).toSorted(byPosition).toReversed();
  let item = before;
  for (const update of [...changes, ...removals]) {
    const changed = withValue(item, pathOf(update), replacementOf(update, before));
    if (changed === undefined) {
      throw new ItemError("The document path provided in the update expression is invalid for update");
    }
    item = changed;
  }
  return item;
}

/** The order of the first positions in which two paths differ. */
function byPosition(one: Update, other: Update): number {
  const [path, another] = [pathOf(one), pathOf(other)];
  for (const [at, step] of path.entries()) {
    const against = another[at];
    if (step === against) continue;
    return typeof step === "number" && typeof against === "number" ? step - against : 0;
  }
  return 0;
}

function replacementOf(update: Update, before: Item): AttributeValue | undefined {
  if ("set" in update) return resolve(update.to, before);
  if ("remove" in update) return undefined;
  const old = valueAt(before, pathOf(update));
  if ("take" in update) return withoutMembers(old, update.value);
  return setIn(update.value) === undefined ? add(old ?? { N: "0" }, update.value, "+") : withMembers(old, update.value);
}

/** @throws ItemError when it is not a set of the same type. */
function membersOf(old: AttributeValue, type: string): readonly string[] {
  const set = setIn(old);
  if (set === undefined || set.type !== type) throw wrongType();
  return set.members;
}

function withMembers(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  const more = setIn(value);
  if (more === undefined || old === undefined) return value;
  return setOf(more.type, [...membersOf(old, more.type), ...more.members]);
}

function withoutMembers(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  const less = setIn(value);
  if (less === undefined || old === undefined) return old;
  return setOf(
    less.type,
    membersOf(old, less.type).filter((one) => !less.members.includes(one)),
  );
}

function wrongType(): ItemError {
  return new ItemError("An operand in the update expression has an incorrect data type");
}

function add(one: AttributeValue, other: AttributeValue, sign: "+" | "-"): AttributeValue {
  if (!("N" in one && "N" in other)) throw wrongType();
  return { N: addNumbers(one.N, sign === "+" ? other.N : negate(other.N)) };
}

function resolve(source: Source, item: Item): AttributeValue {
  if ("value" in source) return source.value;
  if ("ifNotExists" in source) return valueAt(item, source.ifNotExists) ?? resolve(source.otherwise, item);
  if ("path" in source) {
    const value = valueAt(item, source.path);
    if (value !== undefined) return value;
    throw new ItemError("The provided expression refers to an attribute that does not exist in the item");
  }
  if ("sum" in source) return add(resolve(source.sum[0], item), resolve(source.sum[1], item), source.sign);
  const [first, second] = source.append.map((part) => resolve(part, item));
  if (first === undefined || second === undefined || !("L" in first && "L" in second)) throw wrongType();
  return { L: [...first.L, ...second.L] };
}

import { isRecord } from "../../../../contract/read.ts";
import type { CloudError, Properties } from "../../../../contract.ts";
import { invalid } from "../errors.ts";
import { type AttributeValue, readValue } from "../values/value.ts";

function entriesOf(input: Properties, member: string, pattern: RegExp): readonly (readonly [string, unknown])[] {
  const given = input[member];
  if (given === undefined) return [];
  const entries = isRecord(given) ? Object.entries(given) : [];
  if (entries.length === 0) throw invalid(`${member} must not be empty`);
  const wrong = entries.find(([key]) => !pattern.test(key));
  if (wrong !== undefined) throw invalid(`${member} contains invalid key: Syntax error; key: "${wrong[0]}"`);
  return entries;
}

/**
 * What the expressions of a request have in place of names and values. Each must be used.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
 */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #used = new Set<string>();
  readonly #attributes = new Set<string>();

  /** @throws CloudError `ValidationException` */
  constructor(input: Properties) {
    const names = entriesOf(input, "ExpressionAttributeNames", /^#\w+$/);
    const values = entriesOf(input, "ExpressionAttributeValues", /^:\w+$/);
    this.#names = new Map(names.map(([key, name]) => [key, String(name)]));
    this.#values = new Map(values.map(([key, value]) => [key, readValue(value)]));
  }

  name(key: string): string | undefined {
    this.#used.add(key);
    return this.#names.get(key);
  }

  value(key: string): AttributeValue | undefined {
    this.#used.add(key);
    return this.#values.get(key);
  }

  /** The attributes that paths begin with, in the expressions that have been read so far. */
  get attributes(): readonly string[] {
    return [...this.#attributes];
  }

  /** Takes note of an attribute that an expression is about. */
  mention(attribute: string): void {
    this.#attributes.add(attribute);
  }

  /** @throws CloudError when the request has placeholders that no expression of it uses. */
  requireUsed(): void {
    const unused = (keys: Iterable<string>): readonly string[] => [...keys].filter((key) => !this.#used.has(key));
    const refused = (kind: string, keys: readonly string[]): CloudError =>
      invalid(`Value provided in ExpressionAttribute${kind} unused in expressions: keys: {${keys.join(", ")}}`);
    const [names, values] = [unused(this.#names.keys()), unused(this.#values.keys())];
    if (names.length > 0) throw refused("Names", names);
    if (values.length > 0) throw refused("Values", values);
  }
}

/** Reads the expressions of a request. @throws CloudError `ValidationException`, also when they leave placeholders over. */
export function readExpressions<T>(input: Properties, read: (placeholders: Placeholders) => T): T {
  const placeholders = new Placeholders(input);
  const found = read(placeholders);
  placeholders.requireUsed();
  return found;
}

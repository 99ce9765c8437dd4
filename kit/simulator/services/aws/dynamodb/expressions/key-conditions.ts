import type { Properties } from "../../../../contract.ts";
import { invalid } from "../errors.ts";
import { requireKeyValue } from "../keys.ts";
import { attributesOf, type Keys } from "../tables.ts";
import type { AttributeValue, Item } from "../values/value.ts";
import { type Condition, holds, readCondition } from "./conditions.ts";
import type { Operand } from "./operands.ts";
import type { Placeholders } from "./placeholders.ts";

/** What a query asks for. */
export interface KeyCondition {
  /** The partition key's value. */
  readonly hash: AttributeValue;
  /** What the sort key must be, where the query says. */
  accepts(item: Item): boolean;
}

const kind = "KeyConditionExpression";

function refusedOperator(name: string): Error {
  return invalid(`Invalid operator used in ${kind}: ${name}`);
}

/** A condition of one attribute: its name, what it is compared with, and how. */
function partOf(condition: Condition): { name: string; values: readonly AttributeValue[]; isEqual: boolean } {
  if ("any" in condition) throw refusedOperator("OR");
  if ("not" in condition) throw refusedOperator("NOT");
  if ("among" in condition) throw refusedOperator("IN");
  if ("all" in condition) throw invalid("Conditions can be of length 1 or 2 only");
  if ("call" in condition) {
    if (condition.call !== "begins_with" || condition.argument === undefined) throw refusedOperator(condition.call);
    return { name: keyName({ path: condition.path }), values: [givenValue(condition.argument)], isEqual: false };
  }
  if ("between" in condition) {
    const values = [givenValue(condition.from), givenValue(condition.to)];
    return { name: keyName(condition.between), values, isEqual: false };
  }
  if (condition.sign === "<>") throw refusedOperator(condition.sign);
  const { left, right, sign } = condition;
  return { name: keyName(left), values: [givenValue(right)], isEqual: sign === "=" };
}

function keyName(operand: Operand): string {
  if (!("path" in operand)) throw invalid(`Invalid condition in ${kind}: No key attribute specified`);
  const [name, ...steps] = operand.path;
  if (steps.length > 0) throw invalid(`${kind}s cannot have conditions on nested attributes`);
  return name;
}

function givenValue(operand: Operand): AttributeValue {
  if ("value" in operand) return operand.value;
  throw invalid(`Invalid condition in ${kind}: Multiple attribute names used in one condition`);
}

/**
 * The partition key equals something; the sort key, if the query names it, is in one range.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
 * @throws CloudError `ValidationException`
 */
export function readKeyCondition(input: Properties, keys: Keys, placeholders: Placeholders): KeyCondition {
  const condition = readCondition(input, kind, placeholders);
  if (condition === undefined) {
    throw invalid(`Either the KeyConditions or ${kind} parameter must be specified in the request.`);
  }
  const all = ("all" in condition ? condition.all : [condition]).map((one) => ({ ...partOf(one), condition: one }));
  const names = all.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid(`${kind}s must only contain one condition per key`);
  const hash = all.find(({ name }) => name === keys.hash.name);
  if (hash === undefined) throw invalid(`Query condition missed key schema element: ${keys.hash.name}`);
  const other = names.find((name) => !attributesOf(keys).some((attribute) => attribute.name === name));
  if (other !== undefined) {
    throw invalid(
      keys.range === undefined
        ? "Query key condition not supported"
        : `Query condition missed key schema element: ${keys.range.name}`,
    );
  }
  for (const attribute of attributesOf(keys)) {
    const part = all.find(({ name }) => name === attribute.name);
    for (const value of part?.values ?? []) requireKeyValue(attribute, value);
  }
  const [value] = hash.values;
  if (!hash.isEqual || value === undefined) throw invalid("Query key condition not supported");
  const range = all.find((part) => part !== hash)?.condition;
  return { hash: value, accepts: (item) => range === undefined || holds(range, item) };
}

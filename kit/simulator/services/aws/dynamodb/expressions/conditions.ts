import type { Properties } from "../../../../contract.ts";
import { type AttributeValue, compare, equal, type Item, isType, typeOf } from "../values/value.ts";
import {
  type Operand,
  readOperand,
  requireBeginning,
  requireDistinct,
  requireOrdered,
  requireRange,
  resolve,
} from "./operands.ts";
import { valueAt } from "./paths.ts";
import type { Placeholders } from "./placeholders.ts";
import { type Path, Reader } from "./reader.ts";

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly sign: string; readonly left: Operand; readonly right: Operand }
  | { readonly between: Operand; readonly from: Operand; readonly to: Operand }
  | { readonly among: Operand; readonly options: readonly Operand[] }
  | { readonly call: FunctionName; readonly path: Path; readonly argument: Operand | undefined };

/** How a comparison comes out by the order of both sides. */
const signs: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** The functions of conditions besides `size`, and how many operands each has. */
const functions = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
} as const;
type FunctionName = keyof typeof functions;

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/**
 * The condition in a member of a request.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 * @throws CloudError `ValidationException`
 */
export function readCondition(input: Properties, kind: string, placeholders: Placeholders): Condition | undefined {
  if (input[kind] === undefined) return undefined;
  const reader = new Reader(kind, String(input[kind]), placeholders);
  const condition = readAny(reader);
  if (!reader.isAtEnd) throw reader.unexpected();
  return condition;
}

function readAny(reader: Reader): Condition {
  const any = [readAll(reader)];
  while (reader.skip("OR")) any.push(readAll(reader));
  return any.length === 1 && any[0] !== undefined ? any[0] : { any };
}

function readAll(reader: Reader): Condition {
  const all = [readOne(reader)];
  while (reader.skip("AND")) all.push(readOne(reader));
  return all.length === 1 && all[0] !== undefined ? all[0] : { all };
}

function readOne(reader: Reader): Condition {
  if (reader.skip("NOT")) return { not: readOne(reader) };
  if (reader.skip("(")) {
    requireNeeded(reader);
    const inside = readAny(reader);
    reader.expect(")");
    return inside;
  }
  if (reader.isNext("(", 1) && !reader.isNext("SIZE")) return readCall(reader);
  const left = readOperand(reader);
  if (reader.skip("BETWEEN")) return readBetween(reader, left);
  if (reader.skip("IN")) {
    reader.expect("(");
    const options = reader.list(() => readOperand(reader));
    reader.expect(")");
    return { among: left, options };
  }
  const sign = reader.take(/^(?:=|<>|<=?|>=?)$/);
  const right = readOperand(reader);
  if (Object.hasOwn(signs, sign)) requireOrdered(reader, sign, [left, right]);
  requireDistinct(reader, sign, [left, right]);
  return { sign, left, right };
}

/** @throws CloudError when all that stands in parentheses is in parentheses again. */
function requireNeeded(reader: Reader): void {
  let [ahead, open] = [0, 0];
  do {
    open += Number(reader.isNext("(", ahead)) - Number(reader.isNext(")", ahead));
    ahead += 1;
  } while (open > 0 && ahead <= reader.left);
  if (ahead > 1 && reader.isNext(")", ahead)) throw reader.refused("The expression has redundant parentheses;");
}

function readBetween(reader: Reader, between: Operand): Condition {
  const from = readOperand(reader);
  reader.expect("AND");
  const to = readOperand(reader);
  requireRange(reader, from, to);
  return { between, from, to };
}

function readCall(reader: Reader): Condition {
  const call = reader.take(/^\w+$/);
  if (!isFunction(call)) throw reader.refused(`Invalid function name; function: ${call}`);
  reader.expect("(");
  const [first, argument, ...others] = reader.list(() => readOperand(reader));
  reader.expect(")");
  const given = others.length + (argument === undefined ? 1 : 2);
  const about = `operator or function: ${call}`;
  if (given !== functions[call]) {
    const reason = "Incorrect number of operands for operator or function";
    throw reader.refused(`${reason}; ${about}, number of operands: ${given}`);
  }
  if (first === undefined || !("path" in first)) {
    throw reader.refused(`Operator or function requires a document path; ${about}`);
  }
  if (call === "begins_with") requireBeginning(reader, argument);
  if (call === "attribute_type") requireTypeName(reader, argument);
  if (argument !== undefined) requireDistinct(reader, call, [first, argument]);
  return { call, path: first.path, argument };
}

/** @throws CloudError when it is not a value that names a type. */
function requireTypeName(reader: Reader, argument: Operand | undefined): void {
  if (argument === undefined) return;
  const value = "value" in argument ? argument.value : undefined;
  if (value === undefined || !("S" in value)) {
    const found = value === undefined ? "" : `, operand type: ${typeOf(value)}`;
    throw reader.refused(`Incorrect operand type for operator or function; operator: attribute_type${found}`);
  }
  if (!isType(value.S)) throw reader.refused(`Invalid attribute type name found; type: ${value.S}`);
}

/** Whether a condition holds for an item. Where there is no item, it holds for one without attributes. */
export function holds(condition: Condition, item: Item): boolean {
  if ("all" in condition) return condition.all.every((one) => holds(one, item));
  if ("any" in condition) return condition.any.some((one) => holds(one, item));
  if ("not" in condition) return !holds(condition.not, item);
  if ("call" in condition) return answers(condition, item);
  if ("among" in condition) {
    return condition.options.some((right) => relates("=", [condition.among, right], item));
  }
  if ("between" in condition) {
    const { between, from, to } = condition;
    return relates(">=", [between, from], item) && relates("<=", [between, to], item);
  }
  return relates(condition.sign, [condition.left, condition.right], item);
}

function relates(sign: string, sides: readonly [Operand, Operand], item: Item): boolean {
  const [left, right] = [resolve(sides[0], item), resolve(sides[1], item)];
  // What is not there differs from everything, and nothing else can be said of it.
  if (left === undefined || right === undefined) return sign === "<>";
  if (sign === "=") return equal(left, right);
  if (sign === "<>") return !equal(left, right);
  const order = compare(left, right);
  return order !== undefined && signs[sign]?.(order) === true;
}

function answers({ call, path, argument }: Extract<Condition, { readonly call: unknown }>, item: Item): boolean {
  const value = valueAt(item, path);
  if (call === "attribute_exists") return value !== undefined;
  if (call === "attribute_not_exists") return value === undefined;
  const other = argument && resolve(argument, item);
  if (value === undefined || other === undefined) return false;
  if (call === "attribute_type") return "S" in other && typeOf(value) === other.S;
  return call === "begins_with" ? beginsWith(value, other) : contains(value, other);
}

export function beginsWith(value: AttributeValue, beginning: AttributeValue): boolean {
  if ("S" in value && "S" in beginning) return value.S.startsWith(beginning.S);
  if (!("B" in value && "B" in beginning)) return false;
  const [all, first] = [Buffer.from(value.B, "base64"), Buffer.from(beginning.B, "base64")];
  return all.subarray(0, first.length).equals(first);
}

function contains(value: AttributeValue, other: AttributeValue): boolean {
  if ("S" in value) return "S" in other && value.S.includes(other.S);
  if ("L" in value) return value.L.some((one) => equal(one, other));
  if ("SS" in value) return "S" in other && value.SS.includes(other.S);
  if ("NS" in value) return "N" in other && value.NS.includes(other.N);
  if ("BS" in value) return "B" in other && value.BS.includes(other.B);
  return false;
}

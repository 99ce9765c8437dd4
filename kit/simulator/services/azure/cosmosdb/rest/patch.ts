import { at, isRecord, recordsAt, textAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import { parseCondition } from "../sql/parse.ts";
import { badRequest, type DataError, preconditionFailed } from "./errors.ts";

/** "The patch operation is limited to 10 operations." https://learn.microsoft.com/azure/cosmos-db/partial-document-update-faq */
const mostOperations = 10;

/** What can be changed: an object, or an array by index. */
type Parent = Record<string, unknown> | unknown[];

/** Where an operation of a patch changes something. */
interface Place {
  readonly parent: Parent;
  /** The last part of the path; `-` is the end of an array. */
  readonly name: string;
  readonly value: unknown;
  /** Why it cannot be changed. */
  fail(why: string): DataError;
}

/** https://learn.microsoft.com/azure/cosmos-db/partial-document-update#supported-operations */
const operations: Readonly<Record<string, (place: Place) => void>> = {
  add({ parent, name, value, fail }) {
    if (!Array.isArray(parent)) parent[name] = value;
    else parent.splice(indexIn(parent, name, parent.length, fail), 0, value);
  },
  set({ parent, name, value, fail }) {
    if (!Array.isArray(parent)) parent[name] = value;
    else parent[indexIn(parent, name, parent.length, fail)] = value;
  },
  remove({ parent, name, fail }) {
    if (Array.isArray(parent)) parent.splice(indexIn(parent, name, parent.length - 1, fail), 1);
    else if (Object.hasOwn(parent, name)) delete parent[name];
    else throw fail("Remove Operation can only be performed on an existing path");
  },
  // "If the field doesn't exist, it creates the field and sets it to the specified value."
  incr({ parent, name, value, fail }) {
    if (typeof value !== "number") throw fail("Increment Operation has a value that is not a number");
    const key = Array.isArray(parent) ? indexIn(parent, name, parent.length - 1, fail) : name;
    const before = Reflect.get(parent, key) ?? 0;
    if (typeof before !== "number") throw fail("Increment Operation can only be performed on a number");
    Reflect.set(parent, key, before + value);
  },
};

function indexIn(array: readonly unknown[], name: string, most: number, fail: Place["fail"]): number {
  const index = name === "-" ? array.length : Number(name);
  if (Number.isInteger(index) && index >= 0 && index <= most) return index;
  throw fail(`Index ${name} is out of range`);
}

/**
 * Reads a patch: operations, alone or with a condition.
 * https://learn.microsoft.com/rest/api/cosmos-db/patch-a-document
 *
 * @returns what an item becomes by it; it throws DataError 412 where the condition is not met.
 */
export function patchIn(body: unknown): (item: Properties) => Properties {
  const given = Array.isArray(body) ? recordsAt(body) : recordsAt(body, "operations");
  if (given.length === 0) throw badRequest("The request payload is invalid. Ensure to provide patch operations.");
  if (given.length > mostOperations)
    throw badRequest(`The number of patch operations can't exceed '${mostOperations}'.`);
  const condition = textAt(body, "condition");
  const isMet = condition === undefined ? () => true : parseCondition(condition);
  if (isMet === undefined) throw callLimit(`the simulator's Cosmos DB does not read the condition ${condition}`);
  return (item) => {
    if (isMet(item) !== true) throw preconditionFailed();
    const changed = structuredClone(item);
    for (const [index, operation] of given.entries()) apply(changed, operation, index + 1);
    return changed;
  };
}

function apply(item: Properties, operation: Properties, number: number): void {
  const fail = (why: string): DataError => badRequest(`For Operation(${number}): ${why}.`);
  const [op = "", path = ""] = [textAt(operation, "op"), textAt(operation, "path")];
  const carryOut = Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (carryOut === undefined)
    throw callLimit(`the simulator's Cosmos DB patches by ${Object.keys(operations).join(", ")}, not by ${op}`);
  if (!path.startsWith("/")) throw fail(`Path ${path} does not start with /`);
  // https://www.rfc-editor.org/rfc/rfc6901#section-4
  const names = path
    .slice(1)
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  const parent = names.slice(0, -1).reduce<unknown>(inside, item);
  if (!isParent(parent)) throw fail(`Path ${path} does not exist`);
  carryOut({ parent, name: names.at(-1) ?? "", value: at(operation, "value"), fail });
}

function inside(parent: unknown, name: string): unknown {
  if (Array.isArray(parent)) return parent[Number(name)];
  return isRecord(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function isParent(value: unknown): value is Parent {
  return typeof value === "object" && value !== null;
}

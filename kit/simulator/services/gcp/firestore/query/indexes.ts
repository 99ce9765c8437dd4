import { recordsAt, textAt } from "../../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { projectOf } from "../../project.ts";
import { fieldToken, indexToken } from "../../tokens.ts";
import { formatPath, nameField, parsePath } from "../data/paths.ts";
import { databaseOf } from "../names.ts";
import { orderOf } from "./order.ts";
import { isName, type Order, type Query } from "./parse.ts";

/** A field of an index, or of the order of a query: `name` or `name desc`. */
type Entry = string;

const entryOf = ({ path, isDescending }: Order): Entry => formatPath(path) + (isDescending ? " desc" : "");
const fieldOf = (entry: Entry): string => entry.replace(/ desc$/, "");

/** What a query needs of indexes. */
interface Need {
  readonly database: StoredResource;
  readonly collection: string;
  /** The fields that are equal to something. */
  readonly equal: readonly string[];
  /** The order of the rest, up to the name of the document. */
  readonly order: readonly Entry[];
}

/**
 * Refuses a query for which there are no indexes. Each field has one in both directions, unless it is exempted; what needs more
 * than one field needs composite indexes, of which each has some of the fields that are equal to something, and then the order.
 * https://cloud.google.com/firestore/docs/query-data/index-overview
 *
 * @throws CloudError `FAILED_PRECONDITION`
 */
export function requireIndexes(query: Query, database: StoredResource, world: World): void {
  const all = orderOf(query);
  // After the name of the document, which no two have in common, there is no order.
  const order = all.slice(0, all.findIndex(({ path }) => isName(path)) + 1);
  const equal = query.filters.filter(({ operator, path }) => operator === "EQUAL" && !isName(path));
  const need: Need = {
    database,
    collection: query.collection,
    equal: [...new Set(equal.map(({ path }) => formatPath(path)))],
    order: order.map(entryOf).filter((entry) => !equal.some(({ path }) => formatPath(path) === fieldOf(entry))),
  };
  const suffixes = [...compositeIndexes(need, world), ...singleFieldIndexes(need, world)];
  const usable = suffixes.flatMap((index) => equalFieldsOf(index, need) ?? []);
  const isServed = suffixes.some((index) => equalFieldsOf(index, need) !== undefined);
  if (isServed && need.equal.every((field) => usable.includes(field))) return;
  throw missingIndex(need);
}

/** The fields of an index before the order that is needed. `undefined`: it does not have that order, or other fields before. */
function equalFieldsOf(index: readonly Entry[], { equal, order }: Need): readonly string[] | undefined {
  const before = index.slice(0, Math.max(index.length - order.length, 0)).map(fieldOf);
  const isOrdered = order.every((entry, at) => index[before.length + at] === entry);
  return isOrdered && before.every((field) => equal.includes(field)) ? before : undefined;
}

/** "If, on creation, `__name__` was not specified as the last field, it will be added automatically with the same direction as that of the last field defined." */
function compositeIndexes({ database, collection }: Need, { store }: World): readonly (readonly Entry[])[] {
  const isWanted = (index: StoredResource): boolean =>
    databaseOf(index) === database.id && index.inputs.collection === collection;
  return store.find(indexToken, isWanted).map(({ inputs }) => {
    const orders = recordsAt(inputs, "fields").map(
      ({ fieldPath, order }): Order => ({ path: parsePath(fieldPath), isDescending: order === "DESCENDING" }),
    );
    const last = orders.at(-1);
    const name = { path: [nameField], isDescending: last?.isDescending ?? false };
    return (last !== undefined && isName(last.path) ? orders : [...orders, name]).map(entryOf);
  });
}

/** Those of the fields of a query, and that of names, which is there in ascending order. */
function singleFieldIndexes(need: Need, world: World): readonly (readonly Entry[])[] {
  const fields = [...need.equal, ...need.order.map(fieldOf)].filter((field) => field !== nameField);
  const indexed = fields.flatMap((field) =>
    directionsOf(field, need, world).map((direction) => [field + direction, nameField + direction]),
  );
  return [[nameField], ...indexed];
}

/** The directions in which a field is indexed: as its own configuration says, that of a map around it, or that of all fields. */
function directionsOf(field: string, { database, collection }: Need, { store }: World): readonly string[] {
  const settings = store.find(
    fieldToken,
    ({ inputs, scope }) =>
      databaseOf({ inputs, scope }) === database.id &&
      inputs.collection === collection &&
      inputs.indexConfig !== undefined,
  );
  const path = parsePath(field);
  const around = path.map((_name, index) => formatPath(path.slice(0, path.length - index)));
  const found = [...around, "*"].map((name) => settings.find(({ inputs }) => inputs.field === name)).find(Boolean);
  if (found === undefined) return ["", " desc"];
  const orders = recordsAt(found.inputs, "indexConfig.indexes").map(({ order }) => order);
  return orders.map((order) => (order === "DESCENDING" ? " desc" : ""));
}

function missingIndex({ database, collection, equal, order }: Need): CloudError {
  const project = projectOf(database.inputs, database.scope);
  const id = textAt(database.outputs, "name") ?? "";
  const page = `https://console.firebase.google.com/v1/r/project/${project}/firestore/databases/${id}/indexes`;
  const [field = nameField, ...others] = [...equal, ...order.filter((entry) => fieldOf(entry) !== nameField)];
  const which =
    others.length === 0 && field !== nameField
      ? `a COLLECTION_${field.endsWith(" desc") ? "DESC" : "ASC"} index for collection ${collection} and field ${fieldOf(field)}`
      : "an index";
  return new CloudError("FAILED_PRECONDITION", `The query requires ${which}. You can create it here: ${page}`, 400);
}

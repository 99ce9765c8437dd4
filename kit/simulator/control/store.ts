import type { SQLOutputValue, StatementSync } from "node:sqlite";
import { parseJson } from "../contract/read.ts";
import type { Scope, Store, StoredResource } from "../contract.ts";
import { SimulatorError } from "../errors.ts";
import { type Database, startEmpty } from "./database.ts";
import { isObject, type WireObject } from "./wire.ts";

type Row = Record<string, SQLOutputValue>;

/**
 * Keeps resources and values in the database and, once they are there, in memory: reads are look-ups, and what a caller can
 * read is durable.
 */
export class DurableStore implements Store {
  readonly #database: Database;
  readonly #statements: Record<"put" | "delete" | "putValue" | "deleteValue", StatementSync>;
  /** By type, then by {@link keyOf}, in order of creation: a map keeps its order. */
  readonly #byType = new Map<string, Map<string, StoredResource>>();
  readonly #all = new Map<string, StoredResource>();
  readonly #values = new Map<string, string>();

  /** @throws SimulatorError `ERR_STORE` when what the database holds cannot be read. */
  constructor(database: Database) {
    this.#database = database;
    this.#statements = {
      put: database.prepare(
        `insert into resource (type, account, region, id, inputs, outputs) values (?, ?, ?, ?, ?, ?)
         on conflict do update set inputs = excluded.inputs, outputs = excluded.outputs`,
      ),
      delete: database.prepare("delete from resource where type = ? and account = ? and region = ? and id = ?"),
      putValue: database.prepare("insert or replace into value (key, value) values (?, ?)"),
      deleteValue: database.prepare("delete from value where key = ?"),
    };
    database.run(() => {
      for (const row of database.prepare("select * from resource order by position").all()) this.#keep(toResource(row));
      for (const row of database.prepare("select * from value").all())
        this.#values.set(text(row, "key"), text(row, "value"));
    });
  }

  get(type: string, id: string, scope?: Scope): StoredResource | undefined {
    if (scope !== undefined) return this.#byType.get(type)?.get(keyOf(id, scope));
    return this.find(type, (resource) => resource.id === id)[0];
  }

  find(type: string, accepts: (resource: StoredResource) => boolean = () => true): readonly StoredResource[] {
    return [...(this.#byType.get(type)?.values() ?? [])].filter(accepts);
  }

  all(): readonly StoredResource[] {
    return [...this.#all.values()];
  }

  put(resource: StoredResource): void {
    const { type, id, scope } = resource;
    const row = {
      ...{ type, id, account: scope.account, region: scope.region },
      inputs: JSON.stringify(resource.inputs),
      outputs: JSON.stringify(resource.outputs),
    };
    this.#database.run(() => this.#statements.put.run(type, scope.account, scope.region, id, row.inputs, row.outputs));
    // Kept as it was written, so that reads before and after a restart return the same.
    this.#keep(toResource(row));
  }

  delete(type: string, id: string, scope: Scope): void {
    this.#database.run(() => this.#statements.delete.run(type, scope.account, scope.region, id));
    this.#byType.get(type)?.delete(keyOf(id, scope));
    this.#all.delete(type + keyOf(id, scope));
  }

  getValue(key: string): string | undefined {
    return this.#values.get(key);
  }

  putValue(key: string, value: string | undefined): void {
    this.#database.run(() => this.#writeValue(key, value));
    this.#keepValue(key, value);
  }

  putValues(values: Iterable<readonly [key: string, value: string | undefined]>): void {
    const all = [...values];
    this.#database.transaction(() => {
      for (const [key, value] of all) this.#writeValue(key, value);
    });
    for (const [key, value] of all) this.#keepValue(key, value);
  }

  /** The values whose keys have a prefix, by key. */
  values(prefix: string): ReadonlyMap<string, string> {
    return new Map([...this.#values].filter(([key]) => key.startsWith(prefix)));
  }

  #writeValue(key: string, value: string | undefined): void {
    if (value === undefined) this.#statements.deleteValue.run(key);
    else this.#statements.putValue.run(key, value);
  }

  #keepValue(key: string, value: string | undefined): void {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
  }

  #keep(resource: StoredResource): void {
    const key = keyOf(resource.id, resource.scope);
    const resources = this.#byType.get(resource.type) ?? new Map<string, StoredResource>();
    this.#byType.set(resource.type, resources.set(key, resource));
    this.#all.set(resource.type + key, resource);
  }
}

function keyOf(id: string, { account, region }: Scope): string {
  return JSON.stringify([id, account, region]);
}

function toResource(row: Row): StoredResource {
  return {
    type: text(row, "type"),
    id: text(row, "id"),
    scope: { account: text(row, "account"), region: text(row, "region") },
    inputs: object(row, "inputs"),
    outputs: object(row, "outputs"),
  };
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw unreadable(column);
  return value;
}

function object(row: Row, column: string): WireObject {
  const value = parseJson(text(row, column));
  if (!isObject(value)) throw unreadable(column);
  return value;
}

function unreadable(column: string): SimulatorError {
  return new SimulatorError("ERR_STORE", `The stored ${column} of a resource cannot be read. ${startEmpty}`);
}

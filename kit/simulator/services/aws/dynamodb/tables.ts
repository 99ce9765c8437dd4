import { at, recordsAt, textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import type { Item } from "./values/value.ts";

export const tableToken = "aws:dynamodb/table:Table";

/** An attribute that a key consists of. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N";
}

/** The key of a table, or of an index. */
export interface Keys {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute | undefined;
}

/** The key of an index. A local one has the partition key of its table, and only it can be read consistently. */
export interface IndexKeys extends Keys {
  readonly isLocal: boolean;
}

/** What operations must know of a table. */
export interface Table {
  readonly arn: string;
  readonly name: string;
  readonly keys: Keys;
  /** By name. */
  readonly indexes: ReadonlyMap<string, IndexKeys>;
  /** The attribute that says when an item expires, where one does. */
  readonly expiry: string | undefined;
}

/** What is stored in the collection of a table, or of an account: an item, or a transaction that is remembered for a while. */
export type Content = {
  readonly item?: Item;
  readonly transaction?: { readonly request: string; readonly until: number };
};

function tableOf({ outputs }: StoredResource): Table {
  const types = new Map(recordsAt(outputs, "attributes").map(({ name, type }) => [name, type]));
  const attribute = (name: string): KeyAttribute => ({ name, type: types.get(name) === "N" ? "N" : "S" });
  const keysOf = (described: unknown): Keys => {
    const range = textAt(described, "rangeKey");
    return {
      hash: attribute(textAt(described, "hashKey") ?? ""),
      range: range === undefined ? undefined : attribute(range),
    };
  };
  const indexOf =
    (isLocal: boolean) =>
    (index: Properties): [string, IndexKeys] => [
      String(index.name),
      { ...keysOf(isLocal ? { ...index, hashKey: outputs.hashKey } : index), isLocal },
    ];
  const isExpiring = at(outputs, "ttl.enabled") === true;
  return {
    arn: String(outputs.arn),
    name: String(outputs.name),
    keys: keysOf(outputs),
    indexes: new Map([
      ...recordsAt(outputs, "globalSecondaryIndexes").map(indexOf(false)),
      ...recordsAt(outputs, "localSecondaryIndexes").map(indexOf(true)),
    ]),
    expiry: isExpiring ? textAt(outputs, "ttl.attributeName") : undefined,
  };
}

/** The tables that are deployed. */
export class Tables {
  readonly #world: World;
  /** By what is stored, which is another object after each update. */
  readonly #known = new WeakMap<StoredResource, Table>();

  constructor(world: World) {
    this.#world = world;
  }

  resource(arn: string): StoredResource | undefined {
    const [, , , region = "", account = "", resource = ""] = arn.split(":");
    return this.#world.store.get(tableToken, resource.replace(/^table\//, ""), { account, region });
  }

  find(arn: string): Table | undefined {
    const resource = this.resource(arn);
    if (resource === undefined) return undefined;
    const known = this.#known.get(resource) ?? tableOf(resource);
    this.#known.set(resource, known);
    return known;
  }
}

export function attributesOf({ hash, range }: Keys): readonly KeyAttribute[] {
  return range === undefined ? [hash] : [hash, range];
}

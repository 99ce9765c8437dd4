import assert from "node:assert/strict";
import * as aws from "../../../kit/runtime/drivers/table/aws.ts";
import * as azure from "../../../kit/runtime/drivers/table/azure.ts";
import * as boundAzure from "../../../kit/runtime/drivers/table/bound/azure.ts";
import * as boundCloudflare from "../../../kit/runtime/drivers/table/bound/cloudflare.ts";
import * as cloudflare from "../../../kit/runtime/drivers/table/cloudflare.ts";
import * as gcp from "../../../kit/runtime/drivers/table/gcp.ts";
import { type Driver, openLinks } from "../../../kit/runtime/links.ts";
import { LocalDatabase } from "./d1/database.ts";

const reads = ["check", "counters", "get", "getMany", "query", "queryIndex"];
const writes = ["check", "delete", "increment", "put", "transact", "writeMany"];

const layout = { key: ["list", "name"], indexes: {}, counters: [] };

/** What opens a table: for both verbs, and for one of them alone. */
type Drivers = Readonly<Record<"open" | "read" | "write", Driver>>;

/** The drivers of each cloud, and where its table is. */
const drivers: Readonly<Record<string, readonly [drivers: Drivers, address: string]>> = {
  aws: [aws, "things"],
  gcp: [gcp, "projects/p/databases/d/documents/things"],
  azure: [azure, "https://things.documents.azure.com/dbs/tables/colls/things"],
  cloudflare: [cloudflare, "THINGS"],
  "azure, of another stack": [boundAzure, "https://things.documents.azure.com/dbs/tables/colls/things"],
  "cloudflare, of another stack": [boundCloudflare, "THINGS"],
};

/** The names of what a function is handed for a table. */
function handed(driver: Driver, address: string, verbs: readonly string[]): readonly string[] {
  const links = { things: { kind: "table", verbs } } as const;
  const environment = { FOURFOLD_THINGS: JSON.stringify({ address, layout }), THINGS: new LocalDatabase() };
  const { things } = openLinks('Function "api"', links, { table: driver }, environment).handed;
  return Object.keys(Object(things)).toSorted();
}

describe("the drivers of tables", () => {
  for (const [cloud, [{ open, read, write }, address]] of Object.entries(drivers)) {
    it(`hand over what the verbs of a link say on ${cloud}, and nothing else`, () => {
      const all = [...new Set([...reads, ...writes, "update"])].toSorted();
      assert.deepEqual(handed(open, address, ["read"]), reads);
      assert.deepEqual(handed(open, address, ["write"]), writes);
      assert.deepEqual(handed(open, address, ["read", "write"]), all);
    });

    it(`hand over the same on ${cloud} where a function has one verb alone`, () => {
      assert.deepEqual(handed(read, address, ["read"]), reads);
      assert.deepEqual(handed(write, address, ["write"]), writes);
    });

    it(`refuse a function on ${cloud} that is not told where its table is`, () => {
      const links = { things: { kind: "table", verbs: ["read"] } } as const;

      assert.throws(() => openLinks('Function "api"', links, { table: open }, {}), {
        ...{ code: "ERR_LINK", message: /FOURFOLD_THINGS does not say where the table "things" is/ },
      });
    });
  }

  it("refuse a table on azure that Fourfold has not made, where code opens others alone", () => {
    const links = { things: { kind: "table", verbs: ["read"] } } as const;
    const address = drivers.azure?.[1];
    const environment = { FOURFOLD_THINGS: JSON.stringify({ address, layout: { ...layout, foreign: "things" } }) };

    assert.throws(() => openLinks('Function "api"', links, { table: azure.open }, environment), {
      ...{ code: "ERR_LINK", message: /its code opens tables that Fourfold has made, and "things" is not one\./ },
    });
  });

  it("refuse a Worker whose binding is not one to a database", () => {
    const links = { things: { kind: "table", verbs: ["read"] } } as const;
    const environment = { FOURFOLD_THINGS: JSON.stringify({ address: "THINGS", layout }), THINGS: "a text" };

    assert.throws(() => openLinks('Function "api"', links, { table: cloudflare.open }, environment), {
      ...{ code: "ERR_LINK", message: /THINGS is not a binding to the database of the table "things"/ },
    });
  });
});

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
const writes = ["check", "delete", "increment", "put", "transact", "update", "writeMany"];

const layout = { key: ["list", "name"], indexes: {}, counters: [] };

/** The driver of each cloud, and where its table is. */
const drivers: Readonly<Record<string, readonly [driver: Driver, address: string]>> = {
  aws: [aws.open, "things"],
  gcp: [gcp.open, "projects/p/databases/d/documents/things"],
  azure: [azure.open, "https://things.documents.azure.com/dbs/tables/colls/things"],
  cloudflare: [cloudflare.open, "THINGS"],
};

/** Those for what another stack has made, where they are others. */
const boundDrivers: typeof drivers = {
  azure: [boundAzure.open, "https://things.documents.azure.com/dbs/tables/colls/things"],
  cloudflare: [boundCloudflare.open, "THINGS"],
};

/** The names of what a function is handed for a table. */
function handed([driver, address]: readonly [Driver, string], verbs: readonly string[]): readonly string[] {
  const links = { things: { kind: "table", verbs } } as const;
  const environment = { FOURFOLD_THINGS: JSON.stringify({ address, layout }), THINGS: new LocalDatabase() };
  const { things } = openLinks('Function "api"', links, { table: driver }, environment).handed;
  return Object.keys(Object(things)).toSorted();
}

describe("the drivers of tables", () => {
  for (const [cloud, driver] of Object.entries(boundDrivers)) {
    it(`open what another stack has made with Fourfold on ${cloud}, too`, () => {
      assert.deepEqual(handed(driver, ["write"]), writes);
    });
  }

  for (const [cloud, driver] of Object.entries(drivers)) {
    it(`hand over what the verbs of a link say on ${cloud}, and nothing else`, () => {
      assert.deepEqual(handed(driver, ["read"]), reads);
      assert.deepEqual(handed(driver, ["write"]), writes);
      assert.deepEqual(handed(driver, ["read", "write"]), [...new Set([...reads, ...writes])].toSorted());
    });

    it(`refuse a function on ${cloud} that is not told where its table is`, () => {
      const links = { things: { kind: "table", verbs: ["read"] } } as const;

      assert.throws(() => openLinks('Function "api"', links, { table: driver[0] }, {}), {
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

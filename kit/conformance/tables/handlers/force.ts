import { settleTable } from "fourfold";
import { type HttpContext, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { readsOf } from "../../../runtime/tables/faces/reads.ts";
import { updatesOf } from "../../../runtime/tables/faces/updates.ts";
import { writesOf } from "../../../runtime/tables/faces/writes.ts";
import { ReadableCosmosTable } from "../../../runtime/tables/stores/cosmos/readable.ts";
import { ReadableDynamoTable } from "../../../runtime/tables/stores/dynamodb/readable.ts";
import { ReadableFirestoreTable } from "../../../runtime/tables/stores/firestore/readable.ts";
import { type Handed, methods, perform } from "../perform.ts";
import { tables } from "../set.ts";

const Order = v.object({
  address: v.string(),
  table: v.picklist(["users", "orders", "plain"]),
  method: v.picklist(methods),
  args: v.array(v.unknown()),
});

const stores = { aws: ReadableDynamoTable, gcp: ReadableFirestoreTable, azure: ReadableCosmosTable } as const;

/** Asks the cloud for something by where it is, as the function's own identity, whatever the function is linked to. */
export async function force(request: Request, { cloud }: HttpContext): Promise<Response> {
  const { address, table: name, method, args } = await readJson(request, Order);
  if (cloud === "cloudflare") return new Response("A database is reached by a binding only.", { status: 404 });
  const layout = settleTable(tables.resources[name].options, `Table "${name}"`);
  const table = { name, layout, store: new stores[cloud](address, layout), current: () => undefined };
  const reads = readsOf(table);
  const own: object = { ...reads, ...writesOf(table), ...updatesOf(table, reads) };
  const handed: Handed = Object.fromEntries(Object.entries(own));
  return Response.json(await perform(handed, method, args));
}

import { recordAt, requiredText, textAt } from "../../../../contract/read.ts";
import type { Properties, StoredResource } from "../../../../contract.ts";
import { type ApiAnswer, formatAddress } from "../../api/index.ts";
import { containerRid, databaseRid } from "../items.ts";
import { ranges } from "../partitions.ts";
import { serviceName } from "../resources/account.ts";
import { actions } from "../resources/roles.ts";
import { type AccountCall, answer, type ContainerCall, requireAction } from "./call.ts";

function json(body: Properties): ApiAnswer {
  return {
    status: 200,
    headers: { "content-type": "application/json", "x-ms-request-charge": "1" },
    body: JSON.stringify(body),
  };
}

/** What clients ask first: where the account is. https://learn.microsoft.com/rest/api/cosmos-db/get-database-account */
export function readAccount(call: AccountCall): ApiAnswer {
  requireAction(call, actions.readMetadata, "");
  const { account, request } = call;
  const name = requiredText(account.outputs, "name");
  const databaseAccountEndpoint = formatAddress(`https://${request.headers.host}`, name, serviceName);
  const locations = [{ name: requiredText(account.outputs, "location"), databaseAccountEndpoint }];
  return json({
    _self: "",
    id: name,
    _rid: `${name}.documents.azure.com`,
    ...{ media: "//media/", addresses: "//addresses/", _dbs: "//dbs/" },
    ...{ writableLocations: locations, readableLocations: locations, enableMultipleWriteLocations: false },
    userConsistencyPolicy: recordAt(account.outputs, "consistencyPolicy"),
  });
}

/** https://learn.microsoft.com/rest/api/cosmos-db/get-a-database */
export function readDatabase(call: AccountCall, database: StoredResource): ApiAnswer {
  const id = requiredText(database.outputs, "resource.id");
  requireAction(call, actions.readMetadata, `dbs/${id}`);
  const rid = databaseRid(database);
  return json({ id, _rid: rid, _self: `dbs/${rid}/`, _colls: "colls/", _users: "users/" });
}

function selfOf(container: StoredResource): string {
  return `dbs/${databaseRid(container)}/colls/${containerRid(container)}/`;
}

/** https://learn.microsoft.com/rest/api/cosmos-db/get-a-collection */
export function readContainer(call: ContainerCall): ApiAnswer {
  requireAction(call, actions.readMetadata, call.path);
  const { container } = call;
  const body = { ...recordAt(container.outputs, "resource"), _rid: containerRid(container), _self: selfOf(container) };
  return answer(call, { status: 200, body: JSON.stringify({ ...body, _docs: "docs/" }) });
}

/** https://learn.microsoft.com/rest/api/cosmos-db/get-partition-key-ranges */
export function readRanges(call: ContainerCall): ApiAnswer {
  requireAction(call, actions.readMetadata, call.path);
  const rid = containerRid(call.container);
  const all = ranges.map(({ id, min, max }) => ({
    ...{ id, minInclusive: min, maxExclusive: max, status: "online", parents: [] },
    _self: `${selfOf(call.container)}pkranges/${id}/`,
  }));
  const body = { _rid: rid, PartitionKeyRanges: all, _count: all.length };
  return answer(call, { status: 200, headers: { "x-ms-item-count": String(all.length) }, body: JSON.stringify(body) });
}

/** From the strongest level to the weakest. https://learn.microsoft.com/azure/cosmos-db/consistency-levels */
const levels = ["Strong", "BoundedStaleness", "Session", "ConsistentPrefix", "Eventual"];

/** Whether a request asks for no more than the account gives. https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb */
export function isWithin(account: StoredResource, wanted: string): boolean {
  const given = textAt(account.outputs, "consistencyPolicy.defaultConsistencyLevel") ?? "Session";
  return levels.indexOf(wanted) >= levels.indexOf(given);
}

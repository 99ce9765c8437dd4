import { isRecord, recordsAt, textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import { overloaded } from "../../../hosts/workerd/d1/door.ts";
import type { ApiCall, Route } from "../api/index.ts";
import { databaseToken } from "../tokens.ts";
import { type Databases, databaseWithId, type ResultsFormat, type Statement } from "./databases.ts";
import { malformed, notFound } from "./errors.ts";
import { splitStatements } from "./statements.ts";

/** https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/get/ */
function toResult({ outputs }: StoredResource): Properties {
  const { uuid, name, version, createdAt, fileSize, numTables, readReplication, jurisdiction = null } = outputs;
  return {
    ...{ uuid, name, version, created_at: createdAt, file_size: fileSize, num_tables: numTables },
    ...{ read_replication: readReplication, jurisdiction },
  };
}

/** https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/list/ */
function list({ store }: World, { account, query }: ApiCall): readonly Properties[] {
  const name = query.get("name");
  const all = store.find(databaseToken, ({ inputs }) => textAt(inputs, "accountId") === account);
  return all.filter(({ inputs }) => name === null || inputs.name === name).map(toResult);
}

/** Parameters belong to the whole text, so that it is split only without them. */
function toStatements(one: Properties): readonly Statement[] {
  const sql = textAt(one, "sql");
  if (sql === undefined) throw malformed("Invalid property: sql => Required");
  const { params = [] } = one;
  if (!Array.isArray(params)) throw malformed("Invalid property: params => Expected array");
  if (params.length > 0) return [{ sql, params }];
  return splitStatements(sql).map((statement) => ({ sql: statement, params }));
}

/** `{ sql, params }`, or a `batch` of them. */
function statementsIn(body: unknown): readonly Statement[] {
  if (!isRecord(body)) throw malformed("the body is not a JSON object");
  return (body.batch === undefined ? [body] : recordsAt(body, "batch")).flatMap(toStatements);
}

/** What the API can do with databases. Making and deleting them is the provider's. */
export function databaseRoutes(world: World, databases: Databases): readonly Route[] {
  const found = ({ account, names: [id = ""] }: ApiCall): StoredResource => {
    const database = databaseWithId(world, account, id);
    if (database === undefined) throw notFound(id);
    return database;
  };
  const query = (path: string, format: ResultsFormat): Route => ({
    method: "POST",
    path: new RegExp(`^/d1/database/([^/]+)${path}$`),
    overloaded,
    run: (call) => databases.run(found(call).id, statementsIn(call.body), format),
  });
  return [
    { method: "GET", path: /^\/d1\/database$/, run: (call) => list(world, call) },
    { method: "GET", path: /^\/d1\/database\/([^/]+)$/, run: (call) => toResult(found(call)) },
    query("/query", "ARRAY_OF_OBJECTS"),
    query("/raw", "ROWS_AND_COLUMNS"),
  ];
}

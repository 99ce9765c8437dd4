import type { CallerCheck, Operation } from "../../../contract.ts";

const pages = "https://developers.cloudflare.com/d1";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation:
      "Bindings of the type d1: prepare, bind, first, all, run, raw, batch, exec and withSession, on workerd's SQLite",
    source: `${pages}/worker-api/d1-database/`,
    test: "d1/bindings.test.ts",
    shows: "runs a batch as a transaction",
    gap: "There is one copy of each database: sessions read what was written last. Time travel, dump, imports and exports are not there. What `meta` says of places and durations is Miniflare's.",
  },
  {
    operation: "One database for all Workers that are bound to it, kept when these, workerd or the simulator end",
    source: `${pages}/platform/limits/#frequently-asked-questions`,
    test: "d1/sharing.test.ts",
    shows: "is one for all Workers, whenever these write and are deployed",
    gap: "All databases share one process, which runs one query at a time. No page says what a binding throws whose database has been deleted: here, that it could not be found.",
  },
  {
    operation: "Values as JSON and SQLite make them",
    source: `${pages}/worker-api/#type-conversion`,
    test: "d1/bindings.test.ts",
    shows: "has for each value what JSON and SQLite make of it",
  },
  {
    operation: "Limits of statements, bound parameters, columns, patterns, values and rows",
    source: `${pages}/platform/limits/`,
    test: "d1/bindings.test.ts",
    shows: "has limits of statements, parameters, columns, patterns and sizes",
    gap: "Values and rows may have up to 2,200,000 bytes, a function more than 32 arguments, an invocation as many queries as it wants, and a database any size.",
  },
  {
    operation: "End queries and batches that take longer than 30 seconds",
    source: `${pages}/platform/limits/`,
    test: "d1/sharing.test.ts",
    shows: "is there again after a query that took 30 seconds",
    gap: "What other databases are asked meanwhile is lost with it.",
  },
  {
    operation: "Query over HTTP, one statement or several, answered as objects (query) or lists (raw); list and get",
    source: "https://developers.cloudflare.com/api/resources/d1/subresources/database/methods/query/",
    test: "d1/api.test.ts",
    shows: "runs statements with parameters, several as a batch, and answers rows as objects or as lists",
    gap: "Only one statement can have parameters, apart from those of a `batch`. Lists have one page. Sizes and numbers of tables are always 0. The code of a database that does not exist, 7404, is on no page.",
  },
];

/** Who calls it, and how it is known who calls. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a Worker",
    calls: "a database",
    shows: "a d1 binding, to which the runtime adds a secret of the simulator's process",
    checked: "the secret; having the binding is the permission, to read and to write",
    source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
    code: "hosts/workerd/d1/door.ts",
    test: ["cloudflare/d1/faults.test.ts", "takes queries from bindings alone"],
  },
];

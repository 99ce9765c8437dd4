import type { CallerCheck, Operation } from "../../../contract.ts";

const rest = "https://learn.microsoft.com/rest/api/cosmos-db";
const cosmos = "https://learn.microsoft.com/azure/cosmos-db";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "Cosmos DB: Create, upsert, read, replace and delete items, with `If-Match` and `If-None-Match`",
    source: `${rest}/documents`,
    test: "cosmosdb/items.test.ts",
    shows: "change only as they are expected to be, and are not sent to whoever has them",
    gap: "Only the API for NoSQL over HTTPS, of serverless accounts in one region. Request units are not computed: each request costs 1, and nothing is refused for load. 449 never comes, since writes do not meet. The change feed, the list of all items, stored procedures, triggers and the conflict feed are missing. Some texts of refusals are observed, not documented.",
  },
  {
    operation: "Cosmos DB: Time to live of items",
    source: `${cosmos}/time-to-live`,
    test: "cosmosdb/items.test.ts",
    shows: "are hidden when it is over, and a write starts it anew",
  },
  {
    operation: "Cosmos DB: Patch items by `incr`, `set`, `add` and `remove`, with a condition",
    source: `${cosmos}/partial-document-update`,
    test: "cosmosdb/changes.test.ts",
    shows: "depend on a condition",
    gap: "Not by `replace` and `move`, which are refused as a limit. Conditions read what queries read.",
  },
  {
    operation: "Cosmos DB: Transactional batches",
    source: `${cosmos}/nosql/transactional-batch`,
    test: "cosmosdb/changes.test.ts",
    shows: "are not done at all when one fails, which has its own status, and the others 424",
    gap: "As the official clients send them: the REST reference does not describe batches. Bulk requests are refused as a limit.",
  },
  {
    operation: "Cosmos DB: Query a partition, a range of partitions or all, page by page",
    source: `${rest}/query-documents`,
    test: "cosmosdb/pages.test.ts",
    shows: "come in pages, which go on after what was there, whatever has changed",
    gap: "Read are SELECT of items, values and paths; WHERE with =, <, <=, >, >=, STARTSWITH, IS_DEFINED, AND and OR; ORDER BY. Texts are ordered by UTF-16 units, as Microsoft's client for Rust merges them, which is not documented. Without an order, items come in one that has nothing to do with them. A container has two ranges from the start, by a hash of the simulator's own.",
  },
  {
    operation: "Cosmos DB: Refuse what the gateway does not serve, and plan it for clients",
    source: `${rest}/querying-cosmosdb-resources-using-the-rest-api#queries-that-cannot-be-served-by-gateway`,
    test: "cosmosdb/pages.test.ts",
    shows: "are not ordered by the gateway, which tells clients how to do it",
    gap: "Also for a query whose filter leads to one partition, which the gateway serves: name it in the header. Plans are as the official client for JavaScript reads them.",
  },
  {
    operation: "Cosmos DB: Order by what is indexed, by several paths with a composite index",
    source: `${cosmos}/index-policy`,
    test: "cosmosdb/queries.test.ts",
    shows: "order by several paths with a composite index only, in its directions or all the other way",
    gap: "Filters read without an index, too. A new policy is in force at once.",
  },
  {
    operation: "Cosmos DB: Metadata of the account, databases, containers and ranges, as clients ask for it",
    source: `${rest}/get-partition-key-ranges`,
    test: "cosmosdb/official.test.ts",
    shows: "queries one partition, and all by a plan, ranges and a merge",
    gap: "Every read sees what was written, at all consistency levels; a request may only weaken the account's.",
  },
  {
    operation: "Cosmos DB: Permission by role definitions and assignments, at the account, a database or a container",
    source: `${cosmos}/reference-data-plane-security`,
    test: "cosmosdb/access.test.ts",
    shows: "is each of the actions of a role, and no other",
    gap: "At once, where Azure takes minutes. Patches need the action `items/replace`, which is not documented. Queries need `executeQuery` alone, where Microsoft asks for `readChangeFeed` as well with its clients. There are no keys.",
  },
];

/** Who calls it, and how it is known who calls. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function's identity",
    calls: "Cosmos DB",
    shows: "an access token",
    checked: "signature, audience and time; then the account's own role assignments, at the container or above it",
    source: `${cosmos}/how-to-setup-rbac`,
    code: "services/azure/cosmosdb/resources/roles.ts",
    test: ["azure/cosmosdb/access.test.ts", "is at the account, a database or a container"],
  },
];

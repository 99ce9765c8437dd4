import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://cloud.google.com/firestore/docs/reference/rest/v1";
const documents = `${reference}/projects.databases.documents`;

/** What the service does besides keeping resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "documents.commit, batchWrite, createDocument, patch, delete",
    source: `${documents}/commit`,
    test: "firestore/writes.test.ts",
    shows: "makes all writes of a commit or none, in their order",
    gap: "Only the transforms increment and setToServerValue are supported. -0 becomes 0. Index entries are not limited, and the size of a transaction is only limited by that of its request.",
  },
  {
    operation: "documents.get and batchGet",
    source: `${documents}/batchGet`,
    test: "firestore/reads.test.ts",
    shows: "gives the documents that are there, and the names of those that are not",
    gap: "Reads of the past, lists of documents and of collection ids, and listeners are not supported.",
  },
  {
    operation: "documents.runQuery on a collection",
    source: `${documents}/runQuery`,
    test: "firestore/queries.test.ts",
    shows: "filters and orders, and starts and ends at cursors",
    gap: "Filters are comparisons, IS_NULL and IS_NAN, joined by AND. Collection groups, aggregations, vectors and pipelines are not supported. Indexes are ready at once, and always up to date.",
  },
  {
    operation: "Refuse queries without an index",
    source: "https://cloud.google.com/firestore/docs/query-data/index-overview",
    test: "firestore/indexes.test.ts",
    shows: "refuses what needs a composite index until there is one, in this direction",
    gap: "The link in the message does not lead to the missing index.",
  },
  {
    operation: "Transactions, pessimistic or optimistic",
    source: "https://cloud.google.com/firestore/docs/transaction-data-contention",
    test: "firestore/transactions.test.ts",
    shows: "lets nobody change what a pessimistic one has read, until it ends",
    gap: "Only documents that were read are locked, not the ranges of queries, and a read-only transaction sees what others commit meanwhile. A write waits for 10 seconds at most. A restart ends transactions.",
  },
  {
    operation: "Delete documents by their time-to-live policy",
    source: "https://cloud.google.com/firestore/docs/ttl",
    test: "firestore/expiry.test.ts",
    shows: "deletes a document a day after its time, and not before",
    gap: "Always after exactly 24 hours, the longest delay that is typical of the vendor.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "Firestore",
    shows: "an access token",
    checked:
      "signature, time, that the account is enabled, the scope; then, for each call and write, the roles on the project, with their conditions on the database",
    source: "https://cloud.google.com/firestore/docs/security/iam",
    code: "services/gcp/firestore/api/access.ts",
    test: ["gcp/firestore/access.test.ts", "asks for each permission, on the database that a condition names"],
  },
];

import type { Caller, Operation } from "../../../contract.ts";

const reference = "https://cloud.google.com/firestore/docs/reference/rest/v1";
const documents = `${reference}/projects.databases.documents`;

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "documents.commit, batchWrite, createDocument, patch, delete",
    source: `${documents}/commit`,
    test: "firestore/writes.test.ts",
    shows: "makes all writes of a commit or none, in their order",
    gap: "Of transforms there are increment and setToServerValue. -0 becomes 0. Entries of indexes are not counted, and the size of a transaction only by its request.",
  },
  {
    operation: "documents.get and batchGet",
    source: `${documents}/batchGet`,
    test: "firestore/reads.test.ts",
    shows: "gives the documents that are there, and the names of those that are not",
    gap: "There are no reads of the past, no lists of documents and no ids of collections, and nothing is listened to.",
  },
  {
    operation: "documents.runQuery on a collection",
    source: `${documents}/runQuery`,
    test: "firestore/queries.test.ts",
    shows: "filters and orders, and starts and ends at cursors",
    gap: "Filters are comparisons and IS_NULL and IS_NAN, joined by AND. There are no collection groups, aggregations, vectors and pipelines. Indexes are there at once, and always current.",
  },
  {
    operation: "Refuse queries without an index",
    source: "https://cloud.google.com/firestore/docs/query-data/index-overview",
    test: "firestore/indexes.test.ts",
    shows: "refuses what needs a composite index until there is one, in this direction",
    gap: "The address in the message does not lead to the index that is missing.",
  },
  {
    operation: "Transactions, pessimistic or optimistic",
    source: "https://cloud.google.com/firestore/docs/transaction-data-contention",
    test: "firestore/transactions.test.ts",
    shows: "lets nobody change what a pessimistic one has read, until it ends",
    gap: "Only documents that were read are held, not ranges of queries, and one that only reads sees what others commit meanwhile. A write waits for 10 seconds at most. A restart ends transactions.",
  },
  {
    operation: "Delete documents by their time-to-live policy",
    source: "https://cloud.google.com/firestore/docs/ttl",
    test: "firestore/expiry.test.ts",
    shows: "deletes a document a day after its time, and not before",
    gap: "Always after exactly 24 hours, which are the vendor's typical longest.",
  },
];

export const callers: readonly Caller[] = [
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

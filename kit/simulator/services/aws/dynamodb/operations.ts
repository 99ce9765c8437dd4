import type { Caller, Operation } from "../../../contract.ts";

const reference = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "GetItem, PutItem, DeleteItem, with conditions",
    source: `${guide}/WorkingWithItems.html`,
    test: "dynamodb/items.test.ts",
    shows: "keeps values of all types, and gives them back",
    gap: "Reads are always consistent, and tell no consumed capacity. The older parameters without expressions are refused.",
  },
  {
    operation: "ConditionExpression, FilterExpression, ProjectionExpression",
    source: `${guide}/Expressions.OperatorsAndFunctions.html`,
    test: "dynamodb/conditions.test.ts",
    shows: "holds where the vendor's rules say so",
    gap: "There is no function attribute_type, and no limit on the length and the operators of an expression.",
  },
  {
    operation: "UpdateItem, with SET, REMOVE and ADD",
    source: `${guide}/Expressions.UpdateExpressions.html`,
    test: "dynamodb/updates.test.ts",
    shows: "sees the item as it was before, in all its parts",
    gap: "There is no DELETE, no ADD for sets, and no REMOVE for members of lists.",
  },
  {
    operation: "Query, of a table and of a global secondary index",
    source: `${guide}/Query.html`,
    test: "dynamodb/query.test.ts",
    shows: "finds the items of a partition by their sort key, in both directions",
    gap: "Indexes are never behind. There is no Select, and the attribute stands first in a key condition.",
  },
  {
    operation: "BatchGetItem, BatchWriteItem",
    source: `${reference}/API_BatchWriteItem.html`,
    test: "dynamodb/batches.test.ts",
    shows: "writes and gets many items of several tables",
    gap: "Only what is beyond 16 MB of a BatchGetItem is left unprocessed.",
  },
  {
    operation: "TransactWriteItems",
    source: `${reference}/API_TransactWriteItems.html`,
    test: "dynamodb/transactions.test.ts",
    shows: "does everything or nothing, and says which condition was not met",
    gap: "Transactions never meet each other, so that none is cancelled for a conflict. There is no TransactGetItems.",
  },
  {
    operation: "Expiry by the attribute of ttl",
    source: `${guide}/ttl-expired-items.html`,
    test: "dynamodb/expiry.test.ts",
    shows: "deletes an item two days after it has expired, and shows it until then",
    gap: "AWS deletes within a few days. Turning it on takes no time here.",
  },
  {
    operation: "DescribeTable",
    source: `${reference}/API_DescribeTable.html`,
    test: "dynamodb/tables.test.ts",
    shows: "describes a table with its keys and indexes",
    gap: "Counts are exact, and there are no dates.",
  },
  {
    operation: "Permission by the policies of the caller",
    source: `${guide}/using-identity-based-policies.html`,
    test: "dynamodb/access.test.ts",
    shows: "lets a function write with the official client and its own role",
    gap: "Tables have no policies of their own, and conditions of policies do not see keys (dynamodb:LeadingKeys).",
  },
];

export const callers: readonly Caller[] = [
  {
    who: "a program or a function",
    calls: "DynamoDB",
    shows: "a signature (Signature Version 4) with temporary credentials",
    checked: "the signature, then the caller's policies: for the table, or for its index where one is asked",
    source: `${guide}/using-identity-based-policies.html`,
    code: "services/aws/dynamodb/work.ts",
    test: ["aws/dynamodb/access.test.ts", "lets a function write with the official client and its own role"],
  },
];

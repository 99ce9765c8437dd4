import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";

/** What the service does besides keeping resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "GetItem, PutItem, DeleteItem, with conditions",
    source: `${guide}/WorkingWithItems.html`,
    test: "dynamodb/items.test.ts",
    shows: "keeps values of all types, and gives them back",
    gap: "Reads are always consistent, and consumed capacity is not reported. The legacy parameters that expressions replaced are refused.",
  },
  {
    operation: "ConditionExpression, FilterExpression, ProjectionExpression",
    source: `${guide}/Expressions.OperatorsAndFunctions.html`,
    test: "dynamodb/conditions.test.ts",
    shows: "holds where the vendor's rules say so",
    gap: "The function attribute_type is not supported. The length of an expression and the number of its operators are not limited.",
  },
  {
    operation: "UpdateItem, with SET, REMOVE, ADD and DELETE",
    source: `${guide}/Expressions.UpdateExpressions.html`,
    test: "dynamodb/updates.test.ts",
    shows: "sees the item as it was before, in all its parts",
    gap: "REMOVE below an attribute that an item would have if it existed is refused, as it is for one that exists.",
  },
  {
    operation: "Query, of a table and of an index",
    source: `${guide}/Query.html`,
    test: "dynamodb/query.test.ts",
    shows: "finds the items of a partition by their sort key, in both directions",
    gap: "Indexes are always up to date. A key condition must name the attribute before the value.",
  },
  {
    operation: "Scan, of a table and of an index, also in segments",
    source: `${guide}/Scan.html`,
    test: "dynamodb/scan.test.ts",
    shows: "finds every item once, page by page",
    gap: "Which items are on a page together, and in which segment, is another than on AWS, which does not promise it.",
  },
  {
    operation: "BatchGetItem, BatchWriteItem",
    source: `${reference}/API_BatchWriteItem.html`,
    test: "dynamodb/batches.test.ts",
    shows: "writes and gets many items of several tables",
    gap: "Keys are left unprocessed only when the response of a BatchGetItem exceeds 16 MB.",
  },
  {
    operation: "TransactWriteItems",
    source: `${reference}/API_TransactWriteItems.html`,
    test: "dynamodb/transactions.test.ts",
    shows: "does everything or nothing, and says which condition was not met",
    gap: "Transactions run one after another, so that none is cancelled because of a conflict.",
  },
  {
    operation: "TransactGetItems",
    source: `${reference}/API_TransactGetItems.html`,
    test: "dynamodb/transact-get.test.ts",
    shows: "reads all items, or says which key is wrong",
    gap: "Reads are never cancelled because of a conflict.",
  },
  {
    operation: "Expiry by the attribute of ttl",
    source: `${guide}/ttl-expired-items.html`,
    test: "dynamodb/expiry.test.ts",
    shows: "deletes an item two days after it has expired, and shows it until then",
    gap: "AWS deletes within a few days. Expiry is turned on and off at once, and can be changed again within the hour.",
  },
  {
    operation: "DescribeTable",
    source: `${reference}/API_DescribeTable.html`,
    test: "dynamodb/tables.test.ts",
    shows: "describes a table with its keys and indexes",
    gap: "Counts are exact, and dates are left out.",
  },
  {
    operation: "Permission by the policies of the caller",
    source: `${guide}/using-identity-based-policies.html`,
    test: "dynamodb/access.test.ts",
    shows: "lets a function write with the official client and its own role",
    gap: "Resource policies of tables are not supported, nor are conditions on keys (dynamodb:LeadingKeys). The key dynamodb:Attributes is there for writes only; dynamodb:ReturnValues is what a request says, without ReturnValuesOnConditionCheckFailure.",
  },
];

export const callers: readonly CallerCheck[] = [
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

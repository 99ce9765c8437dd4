import type { Judgement } from "../../verdict.ts";
import { alternator, dynamodb, dynamodbGuide } from "../pages.ts";

const peer = "moto";

/** Queries, scans and batches. */
export const judgedOfMotoQueries: readonly Judgement[] = [
  {
    peer,
    about: [
      "DynamoDB: a sort key of another type",
      "DynamoDB: a partition of another type",
      "DynamoDB: sort keys that differ",
      "DynamoDB: two conditions on the sort key",
      "DynamoDB: two conditions on the partition",
      "DynamoDB: a condition with OR",
      "DynamoDB: a condition with NOT",
      "DynamoDB: a condition with IN",
    ],
    right: "Fourfold",
    why: "A key is compared with a value of its own type, in one condition each, by the operators that the page lists.",
    source: dynamodbGuide("Query.KeyConditionExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: a filter of the partition key", "DynamoDB: a filter of the sort key"],
    right: "Fourfold",
    why: "A filter cannot contain partition key or sort key attributes.",
    source: dynamodbGuide("Query.FilterExpression"),
  },
  {
    peer,
    about: [
      "DynamoDB: pages of five, which are all",
      "DynamoDB: pages of an index",
      "DynamoDB: pages of a local index, backwards",
      "DynamoDB: a scan with a limit that is all",
    ],
    right: "Fourfold",
    why: "An answer that reaches the limit says where it ended, also where nothing comes after it.",
    source: dynamodb("Query"),
  },
  {
    peer,
    about: ["DynamoDB: a limit of 0", "DynamoDB: a scan with a limit of 0"],
    right: "Fourfold",
    why: "A limit is at least 1; moto answers 500.",
    source: dynamodb("Query"),
  },
  {
    peer,
    about: [
      "DynamoDB: a start in another partition",
      "DynamoDB: a start outside the range",
      "DynamoDB: a start without the sort key",
      "DynamoDB: a start with more than a key",
      "DynamoDB: a start of another type",
      "DynamoDB: a start of an index without its key",
      "DynamoDB: a scan from half a key",
      "DynamoDB: a scan from more than a key",
    ],
    right: "Fourfold",
    why: "ExclusiveStartKey is what the operation before has given: the whole key, in the range that is asked.",
    source: dynamodb("Query"),
  },
  {
    peer,
    about: ["DynamoDB: an index that does not exist"],
    right: "Fourfold",
    why: "AWS answers a query of an index that does not exist with a ValidationException.",
    source: alternator("gsi"),
  },
  {
    peer,
    about: ["DynamoDB: a scan of a negative segment"],
    right: "Fourfold",
    why: "Segment is from 0 on.",
    source: dynamodb("Scan"),
  },
  {
    peer,
    about: [
      "DynamoDB: a batch of no reads",
      "DynamoDB: a batch of reads with a key of another type",
      "DynamoDB: a batch of reads with an empty key",
      "DynamoDB: a batch of reads with more than a key",
      "DynamoDB: a batch of reads of no table",
    ],
    right: "Fourfold",
    why: "A batch has 1 to 100 reads, each by a key of its table.",
    source: dynamodb("BatchGetItem"),
  },
  {
    peer,
    about: [
      "DynamoDB: a batch of no writes",
      "DynamoDB: a batch of 26 writes",
      "DynamoDB: a batch of writes with one that is put and deleted",
      "DynamoDB: a batch of writes with one that is wrong",
      "DynamoDB: a batch of writes with a put without its key",
      "DynamoDB: a batch of writes with a deletion by more than a key",
      "DynamoDB: a batch of writes with a write that is none",
    ],
    right: "Fourfold",
    why: "A batch has 1 to 25 writes of different items, and is refused as a whole when one of them does not go.",
    source: dynamodb("BatchWriteItem"),
  },
  {
    peer,
    about: ["DynamoDB: a batch of writes of two tables"],
    right: "Fourfold",
    why: "One key may be written in two tables.",
    source: dynamodb("BatchWriteItem"),
  },
];

import type { Judgement } from "../../verdict.ts";
import { alternator, dynamodb, dynamodbGuide } from "../pages.ts";

const peer = "dynalite";

export const judgedOfDynalite: readonly Judgement[] = [
  {
    peer,
    about: ["DynamoDB: a key over 2,048 bytes", "DynamoDB: an index key over 2,048 bytes"],
    right: "Fourfold",
    why: "A partition key has at most 2,048 bytes, also in an index; dynalite counts letters, and does not count those of an index.",
    source: dynamodbGuide("Constraints"),
  },
  {
    peer,
    about: ["DynamoDB: an empty index key"],
    right: "Fourfold",
    why: "A key attribute, also of an index, is not empty.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    peer,
    about: [
      "DynamoDB: the name of a table that is too short",
      "DynamoDB: the name of a table with letters that are not allowed",
    ],
    right: "open",
    why: "TableName has 1 to 1,024 letters since it may be an ARN; the page does not say whether a name that no table can have is refused as such.",
    source: dynamodb("PutItem"),
  },
  {
    peer,
    about: ["DynamoDB: a table by its ARN"],
    right: "Fourfold",
    why: "A table can be named by its ARN.",
    source: dynamodb("PutItem"),
  },
  {
    peer,
    about: ["DynamoDB: put and delete with ReturnValues ALL_NEW"],
    right: "Fourfold",
    why: "ReturnValues of PutItem and DeleteItem are NONE or ALL_OLD.",
    source: dynamodb("PutItem"),
  },
  {
    peer,
    about: ["DynamoDB: equality of maps"],
    right: "Fourfold",
    why: "Maps are equal when they have the same members.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: ["DynamoDB: REMOVE of two elements"],
    right: "Fourfold",
    why: "Each of several elements is removed; dynalite removes the second after the first has moved it.",
    source: dynamodbGuide("Expressions.UpdateExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: an update on a condition"],
    right: "Fourfold",
    why: "The item of before is in the error, when ReturnValuesOnConditionCheckFailure is ALL_OLD.",
    source: dynamodb("UpdateItem"),
  },
  {
    peer,
    about: ["DynamoDB: sort keys with an empty beginning", "DynamoDB: an empty sort key"],
    right: "open",
    why: "The page says that a key is never empty, and not whether a query may ask for one.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    peer,
    about: ["DynamoDB: a value before its attribute"],
    right: "the peer",
    why: "AWS takes the value before the attribute; that we do not is a known gap (docs/simulator.md).",
    source: alternator("key_condition_expression"),
  },
  {
    peer,
    about: ["DynamoDB: a page of 1 MB"],
    right: "Fourfold",
    why: "A page has at most 1 MB; dynalite adds the item that exceeds it.",
    source: dynamodbGuide("Query.Pagination"),
  },
  {
    peer,
    about: [
      "DynamoDB: Select COUNT with parts",
      "DynamoDB: Select SPECIFIC_ATTRIBUTES without parts",
      "DynamoDB: Select ALL_ATTRIBUTES with parts",
      "DynamoDB: Select ALL_PROJECTED_ATTRIBUTES of a table",
    ],
    right: "Fourfold",
    why: "Select and ProjectionExpression go together only as SPECIFIC_ATTRIBUTES, and ALL_PROJECTED_ATTRIBUTES is for indexes.",
    source: dynamodb("Query"),
  },
  {
    peer,
    about: ["DynamoDB: a scan of an index, consistently"],
    right: "Fourfold",
    why: "Global secondary indexes cannot be read consistently.",
    source: dynamodb("Scan"),
  },
  {
    peer,
    about: ["DynamoDB: a scan with a segment alone"],
    right: "Fourfold",
    why: "Whoever gives Segment gives TotalSegments too.",
    source: dynamodb("Scan"),
  },
];

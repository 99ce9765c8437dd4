import type { Judgement } from "../../verdict.ts";
import { alternator, dynamodb, dynamodbGuide } from "../pages.ts";

const peer = "moto";

/** Values, items, transactions and expiry. */
export const judgedOfMotoItems: readonly Judgement[] = [
  {
    peer,
    about: [
      "DynamoDB: a set with a value twice",
      "DynamoDB: a set with a number twice, written otherwise",
      "DynamoDB: ADD to a set of numbers",
    ],
    right: "Fourfold",
    why: "The members of a set are unique, and numbers that are equal are one.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    peer,
    about: [
      "DynamoDB: a value without a type",
      "DynamoDB: a value of two types",
      "DynamoDB: a placeholder's value of two types",
    ],
    right: "Fourfold",
    why: "An attribute's value has one type; moto answers 500, or goes on.",
    source: dynamodb("AttributeValue"),
  },
  {
    peer,
    about: [
      "DynamoDB: a number with zeros at its ends",
      "DynamoDB: a number with an exponent",
      "DynamoDB: minus zero",
      "DynamoDB: the largest number",
      "DynamoDB: the smallest number",
      "DynamoDB: sort keys that are numbers",
    ],
    right: "Fourfold",
    why: "Leading and trailing zeros are trimmed; AWS gives all numbers back in one form.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    peer,
    about: ["DynamoDB: a number of 39 digits", "DynamoDB: a number over the largest"],
    right: "Fourfold",
    why: "Numbers have up to 38 digits and are under 1e126; more is an exception.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    peer,
    about: ["DynamoDB: an item of 400 KB"],
    right: "Fourfold",
    why: "An item has at most 400 KB, and this one has exactly that.",
    source: dynamodbGuide("Constraints"),
  },
  {
    peer,
    about: ["DynamoDB: a read of a key over 2,048 bytes", "DynamoDB: a read with a key of another type"],
    right: "Fourfold",
    why: "A key has at most 2,048 bytes, and the types of the table's key schema.",
    source: dynamodbGuide("Constraints"),
  },
  {
    peer,
    about: [
      "DynamoDB: an index key of another type",
      "DynamoDB: a sort key of a local index of another type",
      "DynamoDB: a batch of writes with an index key of another type",
    ],
    right: "Fourfold",
    why: "An index key attribute has the type that the table defines for it, or the item is refused.",
    source: dynamodbGuide("GSI"),
  },
  {
    peer,
    about: ["DynamoDB: elements of a list in another order"],
    right: "Fourfold",
    why: "All parts that are asked for are in the answer, in the order of the list.",
    source: dynamodbGuide("Expressions.ProjectionExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: a part within another"],
    right: "Fourfold",
    why: "Paths of an expression must not overlap; AWS refuses them.",
    source: alternator("projection_expression"),
  },
  {
    peer,
    about: ["DynamoDB: parts with a comma at the end"],
    right: "Fourfold",
    why: "A comma is followed by another path; moto answers 500.",
    source: dynamodbGuide("Expressions.ProjectionExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: what a call has used, without being asked"],
    right: "Fourfold",
    why: "ReturnConsumedCapacity is NONE by default.",
    source: dynamodb("UpdateItem"),
  },
  {
    peer,
    about: [
      "Transactions: a transaction that updates what does not go",
      "Transactions: a transaction with a key of another type",
      "Transactions: a transaction with an empty key",
      "Transactions: a transaction with an item over 400 KB",
    ],
    right: "Fourfold",
    why: "A failed operation cancels the transaction, and its reason is among CancellationReasons.",
    source: dynamodb("TransactWriteItems"),
  },
  {
    peer,
    about: [
      "Transactions: a transaction with a check without its condition",
      "Transactions: a transaction with an expression that is wrong",
      "Transactions: a transaction with an action that is none",
    ],
    right: "Fourfold",
    why: "A check needs its condition, expressions are not empty, and an action is one of four.",
    source: dynamodb("TransactWriteItems"),
  },
  {
    peer,
    about: ["Transactions: a transaction over 4 MB", "Transactions: a transaction of none"],
    right: "Fourfold",
    why: "A transaction has 1 to 100 actions, and its items at most 4 MB.",
    source: dynamodb("TransactWriteItems"),
  },
  {
    peer,
    about: [
      "Transactions: a transaction again, with its token",
      "Transactions: another transaction with a token",
      "Transactions: a token of 37 letters",
    ],
    right: "Fourfold",
    why: "A token has at most 36 letters; the same request is not done again within ten minutes, and another one is a mismatch.",
    source: dynamodb("TransactWriteItems"),
  },
  {
    peer,
    about: [
      "Transactions: a transaction of reads of parts",
      "Transactions: a transaction of reads with one twice",
      "Transactions: a transaction of no reads",
      "Transactions: a transaction of reads with an empty key",
    ],
    right: "Fourfold",
    why: "Reads have a ProjectionExpression, are 1 to 100 of different items, and a wrong key cancels all.",
    source: dynamodb("TransactGetItems"),
  },
  {
    peer,
    about: ["Expiry: a time to live by another attribute", "Expiry: a time to live by an attribute without a name"],
    right: "Fourfold",
    why: "Expiry is turned off before another attribute says it, and an attribute has a name.",
    source: dynamodb("UpdateTimeToLive"),
  },
];

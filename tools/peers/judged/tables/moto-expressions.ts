import type { Judgement } from "../../verdict.ts";
import { alternator, dynamodb, dynamodbGuide } from "../pages.ts";

const peer = "moto";

export const judgedOfMotoExpressions: readonly Judgement[] = [
  {
    peer,
    about: ["DynamoDB: an order between types", "DynamoDB: the size of a number"],
    right: "Fourfold",
    why: "What has another type only makes a condition false; moto answers 500.",
    source: alternator("condition_expression"),
  },
  {
    peer,
    about: ["DynamoDB: between, reversed", "DynamoDB: between two types", "DynamoDB: sort keys between, reversed"],
    right: "Fourfold",
    why: "The bounds of BETWEEN are of one type, and the lower one is not over the upper one.",
    source: alternator("condition_expression"),
  },
  {
    peer,
    about: [
      "DynamoDB: the size of a size",
      "DynamoDB: a size alone",
      "DynamoDB: the existence of a value",
      "DynamoDB: a type that does not exist",
      "DynamoDB: a type that is not a text",
      "DynamoDB: a beginning that is a number",
      "DynamoDB: a function with too many operands",
      "DynamoDB: a function with too few operands",
    ],
    right: "Fourfold",
    why: "Functions have operands of certain types and numbers; moto answers 500, or goes on.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: ["DynamoDB: a beginning of bytes"],
    right: "Fourfold",
    why: "begins_with is for bytes too.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: [
      "DynamoDB: contains with itself",
      "DynamoDB: one path on both sides",
      "DynamoDB: an item that does not exist",
    ],
    right: "open",
    why: "The page does not say that both operands must differ, as dynalite has it from AWS's answers.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: ["DynamoDB: a function in upper case"],
    right: "Fourfold",
    why: "Names of functions are case-sensitive.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: [
      "DynamoDB: a name with a dash in the expression",
      "DynamoDB: a name of a placeholder without #",
      "DynamoDB: a name of a placeholder with a dash",
      "DynamoDB: a number in the expression",
    ],
    right: "Fourfold",
    why: "A name with a dash is written as a placeholder, which is # with letters, digits and underscores; a value begins with a colon.",
    source: dynamodbGuide("Expressions.ExpressionAttributeNames"),
  },
  {
    peer,
    about: [
      "DynamoDB: a value that is not defined",
      "DynamoDB: a name that is not defined",
      "DynamoDB: a value that is not used",
      "DynamoDB: names that are empty",
    ],
    right: "Fourfold",
    why: "Placeholders are defined and used, or AWS refuses the expression.",
    source: alternator("condition_expression"),
  },
  {
    peer,
    about: [
      "DynamoDB: an empty expression",
      "DynamoDB: an expression of spaces",
      "DynamoDB: an expression that ends early",
      "DynamoDB: a comma at the end",
      "DynamoDB: an operator that does not exist",
    ],
    right: "Fourfold",
    why: "An expression that cannot be read is a ValidationException; moto answers 500, or goes on.",
    source: dynamodbGuide("Expressions.OperatorsAndFunctions"),
  },
  {
    peer,
    about: ["DynamoDB: SET below a text"],
    right: "Fourfold",
    why: "What a path goes through must be there, as a map or a list.",
    source: alternator("update_expression"),
  },
  {
    peer,
    about: ["DynamoDB: SET of an element after the last"],
    right: "Fourfold",
    why: "Elements that are added in one SET are sorted by their numbers.",
    source: dynamodbGuide("Expressions.UpdateExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: SET of a sum of three"],
    right: "Fourfold",
    why: "A value is an operand, or two of them with + or -.",
    source: dynamodbGuide("Expressions.UpdateExpressions"),
  },
  {
    peer,
    about: ["DynamoDB: an item that an update makes"],
    right: "Fourfold",
    why: "UpdateItem creates the item, also without an UpdateExpression.",
    source: dynamodb("UpdateItem"),
  },
  {
    peer,
    about: [
      "DynamoDB: ReturnValues UPDATED_OLD",
      "DynamoDB: ReturnValues UPDATED_NEW",
      "DynamoDB: UPDATED_NEW of a removed attribute and of an element",
    ],
    right: "Fourfold",
    why: "Only the updated attributes are returned, and of maps and lists only what was updated.",
    source: dynamodb("UpdateItem"),
  },
];

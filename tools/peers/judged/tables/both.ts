import type { Judgement } from "../../verdict.ts";
import { alternator, dynamodb, dynamodbGuide } from "../pages.ts";

/** Answers about tables in which moto and dynalite both differ from ours. */
const both: readonly Omit<Judgement, "peer">[] = [
  {
    about: ["DynamoDB: what a call has used"],
    right: "the peer",
    why: "Consumed capacity is reported where it is asked for; that we do not is a known gap (docs/simulator.md).",
    source: dynamodb("PutItem"),
  },
  {
    about: ["DynamoDB: an expression together with a parameter of before"],
    right: "the peer",
    why: "Expressions and the parameters that they replaced exclude each other; that we do not have the latter at all is a known gap (docs/simulator.md).",
    source: dynamodb("PutItem"),
  },
  {
    about: ["DynamoDB: a value of a type that does not exist"],
    right: "open",
    why: "The page lists the types, and does not say what another one is answered with.",
    source: dynamodb("AttributeValue"),
  },
  {
    about: ["DynamoDB: an order of truths"],
    right: "Fourfold",
    why: "Only strings, numbers and bytes have an order: AWS refuses other values of a request, whatever the item has.",
    source: alternator("condition_expression"),
  },
  {
    about: ["DynamoDB: a sum of 39 digits", "DynamoDB: a sum over the largest number"],
    right: "Fourfold",
    why: "Numbers have up to 38 digits and are under 1e126; more is an exception.",
    source: dynamodbGuide("HowItWorks.NamingRulesDataTypes"),
  },
  {
    about: ["DynamoDB: the item of a failed condition"],
    right: "Fourfold",
    why: "The item of before is in the error, when ReturnValuesOnConditionCheckFailure is ALL_OLD; moto has its number as it was written.",
    source: dynamodb("PutItem"),
  },
  {
    about: ["DynamoDB: SET in parentheses"],
    right: "open",
    why: "The grammar on the page does not have parentheses in an update.",
    source: dynamodbGuide("Expressions.UpdateExpressions"),
  },
  {
    about: ["DynamoDB: REMOVE and SET of elements"],
    right: "Fourfold",
    why: "Positions are those of before the update: REMOVE a[1] SET a[3] replaces what is the fourth element before it.",
    source: alternator("update_expression"),
  },
  {
    about: ["DynamoDB: a number with a plus"],
    right: "Fourfold",
    why: "AWS takes an explicit plus, and does not keep it.",
    source: alternator("number"),
  },
  {
    about: ["DynamoDB: a batch of reads over 16 MB"],
    right: "Fourfold",
    why: "An answer has up to 16 MB, and 41 of the 42 items are less; dynalite leaves off at 1 MB, and moto refuses the items.",
    source: dynamodb("BatchGetItem"),
  },
  {
    about: ["DynamoDB: a batch of writes with a write that is two"],
    right: "Fourfold",
    why: "A request of a batch is either a put or a deletion.",
    source: dynamodb("WriteRequest"),
  },
];

export const judgedOfBoth: readonly Judgement[] = (["moto", "dynalite"] as const).flatMap((peer) =>
  both.map((one) => ({ ...one, peer })),
);

import type { Judgement } from "../../verdict.ts";
import { judgedOfBoth } from "./both.ts";
import { judgedOfDynalite } from "./dynalite.ts";
import { judgedOfMotoExpressions } from "./moto-expressions.ts";
import { judgedOfMotoItems } from "./moto-items.ts";
import { judgedOfMotoQueries } from "./moto-queries.ts";

/** Disagreements about DynamoDB. */
export const judgedOfTables: readonly Judgement[] = [
  ...judgedOfBoth,
  ...judgedOfDynalite,
  ...judgedOfMotoExpressions,
  ...judgedOfMotoItems,
  ...judgedOfMotoQueries,
];

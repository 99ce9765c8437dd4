import type { Judgement } from "../verdict.ts";
import { judgedOfBoth } from "./both.ts";
import { judgedOfElasticmq } from "./elasticmq.ts";
import { judgedOfMoto } from "./moto.ts";
import { judgedOfPstest } from "./pstest.ts";
import { judgedOfTables } from "./tables/index.ts";

/** The judged disagreements. One that no longer occurs fails the command, as does one that is not listed. */
export const judged: readonly Judgement[] = [
  ...judgedOfBoth,
  ...judgedOfElasticmq,
  ...judgedOfMoto,
  ...judgedOfPstest,
  ...judgedOfTables,
];

import type { Judgement } from "../verdict.ts";
import { judgedOfBoth } from "./both.ts";
import { judgedOfElasticmq } from "./elasticmq.ts";
import { judgedOfMoto } from "./moto.ts";
import { judgedOfPstest } from "./pstest.ts";

/** What is known of disagreements. One that is gone fails the command, like one that is not here. */
export const judged: readonly Judgement[] = [...judgedOfBoth, ...judgedOfElasticmq, ...judgedOfMoto, ...judgedOfPstest];

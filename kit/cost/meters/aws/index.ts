import type { MeteredType } from "../contract.ts";
import { lambdaFunction, provisionedConcurrency } from "./lambda.ts";

/** What is paid for on AWS. */
export const aws: readonly MeteredType[] = [lambdaFunction, provisionedConcurrency];

import { getCallerIdentityOutput } from "@pulumi/aws";
import { setsOf } from "../../names.ts";
import { createApi, createFunction, createRoutes } from "../aws-parts.ts";

/** The same resources with the same names and arguments, written without components. */
export function create(names: readonly string[]): void {
  getCallerIdentityOutput({}); // As the foundation does, to report the account.
  for (const [set, members] of setsOf(names)) {
    const functions = members.map((key) => [key, createFunction(set, key, { timeout: 20 })] as const);
    const api = createApi(set);
    for (const [key, target] of functions) createRoutes(set, key, api, target);
  }
}

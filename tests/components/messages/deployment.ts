import type { AnySet, Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { mail } from "../fixtures/sample.ts";

/** Deploys a set on a foundation for queues and topics, in memory. */
export function deployMessages(
  cloud: Cloud,
  set: AnySet = mail,
  options: EvaluateOptions = {},
): Promise<EvaluatedStack> {
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places, messages: true });
    const { urls, grants } = new FunctionSet(set.name, deploy(set, { cloud, on, protection: "destroy" }));
    return { urls, grants };
  }, options);
}

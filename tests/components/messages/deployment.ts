import type { AnySet, Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions, type Protection } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { mail } from "../fixtures/sample.ts";

/** What a test changes in a deployment. */
export interface Changes extends EvaluateOptions, Pick<FunctionSetOptions, "transform"> {
  /** @default the set's */
  readonly name?: string;
  /** @default "destroy" */
  readonly protection?: Protection;
  /** Looks at the component while the program runs. */
  readonly inspect?: (set: FunctionSet) => void;
}

/** Deploys a set on a foundation for queues and topics, in memory. */
export function deployMessages(cloud: Cloud, set: AnySet = mail, changes: Changes = {}): Promise<EvaluatedStack> {
  const { name = set.name, protection = "destroy", transform = {}, inspect, ...options } = changes;
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places, messages: true });
    const made = new FunctionSet(name, deploy(set, { cloud, on, protection }), { transform });
    inspect?.(made);
    return { urls: made.urls, grants: made.grants };
  }, options);
}

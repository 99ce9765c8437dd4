import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions, type Protection } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { safe } from "../fixtures/sample.ts";

/** The value that the stack binds. */
export const stripe = "sk_example_of_a_key";

/** What a test changes in a deployment. */
export interface Changes extends EvaluateOptions, Pick<FunctionSetOptions, "transform"> {
  /** @default "destroy" */
  readonly protection?: Protection;
  /** @default {@link stripe} */
  readonly value?: string;
  /** Looks at the component while the program runs. */
  readonly inspect?: (set: FunctionSet) => void;
}

/** Deploys secrets and a function that reads them, in memory. */
export function deploySecrets(cloud: Cloud, changes: Changes = {}): Promise<EvaluatedStack> {
  const { protection = "destroy", transform = {}, value = stripe, inspect, ...options } = changes;
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const set = new FunctionSet("safe", deploy(safe, { cloud, on, protection, bind: { stripe: value } }), {
      transform,
    });
    inspect?.(set);
    return { handles: set.handles, grants: set.grants };
  }, options);
}

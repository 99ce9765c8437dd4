import type { AnySet, Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions, type Protection } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { archive } from "../fixtures/sample.ts";

/** What a test changes in a deployment. */
export interface Changes extends EvaluateOptions, Pick<FunctionSetOptions, "transform"> {
  /** @default "destroy" */
  readonly protection?: Protection;
  /** Looks at the component while the program runs. */
  readonly inspect?: (set: FunctionSet) => void;
}

/** Deploys a set with tables, in memory. */
export function deployTables(cloud: Cloud, set: AnySet = archive, changes: Changes = {}): Promise<EvaluatedStack> {
  const { protection = "destroy", transform = {}, inspect, ...options } = changes;
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const args = deploy(set, {
      cloud,
      on,
      protection,
      ...(cloud === "aws" || cloud === "cloudflare" ? {} : { [cloud]: { ownAddresses: true } }),
    });
    const made = new FunctionSet(set.name, args, { transform });
    inspect?.(made);
    return { grants: made.grants, handles: made.handles };
  }, options);
}

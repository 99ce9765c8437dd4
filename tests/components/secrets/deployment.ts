import { SecretsStore } from "@pulumi/cloudflare";
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
  /** The secrets that Secrets Store keeps on Cloudflare. @default none */
  readonly stored?: readonly ("stripe" | "signing" | "partnerKey")[];
  /** Looks at the component while the program runs. */
  readonly inspect?: (set: FunctionSet) => void;
}

/** The store of the account, which a platform team has. */
export const createStore = () =>
  new SecretsStore("store", { accountId: places.cloudflare?.accountId ?? "", name: "default_secrets_store" }).id;

/** Deploys secrets and a function that reads them, in memory. */
export function deploySecrets(cloud: Cloud, changes: Changes = {}): Promise<EvaluatedStack> {
  const { protection = "destroy", transform = {}, value = stripe, stored, inspect, ...options } = changes;
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const kept = stored === undefined ? {} : { cloudflare: { secretsStore: { id: createStore(), secrets: stored } } };
    const args = deploy(safe, { cloud, on, protection, bind: { stripe: value }, ...kept });
    const set = new FunctionSet("safe", args, { transform });
    inspect?.(set);
    return { handles: set.handles, grants: set.grants };
  }, options);
}

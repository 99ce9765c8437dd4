import type { AnySet, Cloud } from "fourfold";
import {
  type DeployArgs,
  deploy,
  Foundation,
  type FoundationArgs,
  type FoundationOptions,
  FunctionSet,
  type FunctionSetOptions,
} from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { sample } from "./fixtures/sample.ts";

/** Where each cloud's foundation stands in tests. */
export const places: Omit<FoundationArgs, "cloud"> = {
  gcp: { project: "acme-test", region: "europe-west1" },
  azure: { location: "westeurope" },
  cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "acme" },
};

/** What a test changes in the deployment of {@link sample}. */
export interface Changes {
  readonly foundation?: Partial<FoundationArgs>;
  readonly deploy?: Partial<DeployArgs<typeof sample>>;
  readonly options?: FunctionSetOptions;
  readonly foundationOptions?: FoundationOptions;
  readonly evaluate?: EvaluateOptions;
  /** Looks at the component while the program runs. */
  readonly inspect?: (set: FunctionSet) => void;
}

/** Deploys {@link sample} on one cloud, in memory. */
export function deploySample(cloud: Cloud, changes: Changes = {}): Promise<EvaluatedStack> {
  const program = () => {
    const on = new Foundation("acme", { cloud, ...places, ...changes.foundation }, changes.foundationOptions);
    const args = { cloud, on, protection: "destroy", bind: { flags: { beta: true } }, ...changes.deploy } as const;
    const set = new FunctionSet("sample", deploy(sample, args), changes.options);
    changes.inspect?.(set);
    return { urls: set.urls, handles: set.handles, grants: set.grants };
  };
  return evaluate(program, changes.evaluate);
}

/** Deploys a set without bindings on one cloud, in memory. */
export function deploySet(
  set: AnySet,
  cloud: Cloud,
  changes: object = {},
  options: EvaluateOptions = {},
): Promise<EvaluatedStack> {
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const { urls } = new FunctionSet(set.name, deploy(set, { cloud, on, protection: "destroy", ...changes }));
    return { urls };
  }, options);
}

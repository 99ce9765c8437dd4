import type { Input } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import { greetings } from "./greetings.ts";

/** Where foundations are, on clouds that ask. */
export const places = {
  gcp: { project: "test-project", region: "europe-west1" },
  azure: { location: "westeurope" },
  cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "simulated" },
};

/** The greetings on one cloud, which answer a phrase. */
export function createSite(cloud: Cloud, phrase: Input<string>, options: FunctionSetOptions = {}): FunctionSet {
  const on = new Foundation(`site-${cloud}`, { cloud, ...places });
  return new FunctionSet(
    `site-${cloud}`,
    deploy(greetings, { cloud, on, protection: "destroy", bind: { phrase } }),
    options,
  );
}

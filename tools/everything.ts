import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { live, nightly, sample } from "../tests/components/fixtures/sample.ts";

/** Deploys every component to a cloud: a foundation and three sets, with a buffered function, a streamed one, and one that runs at night. */
export function deployEverything(cloud: Cloud) {
  const on = new Foundation("acme", {
    cloud,
    gcp: { project: "acme-project", region: "europe-west1" },
    azure: { location: "westeurope" },
    cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "acme" },
  });
  new FunctionSet("shop", deploy(sample, { cloud, on, protection: "destroy", bind: { flags: { beta: true } } }));
  new FunctionSet(
    "live",
    deploy(live, { cloud, on, protection: "destroy", functions: { feed: { timeout: "3 minutes" } } }),
  );
  new FunctionSet("nightly", deploy(nightly, { cloud, on, protection: "destroy", bind: { flags: { beta: true } } }));
}

import { SecretsStore } from "@pulumi/cloudflare";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { archive, live, mail, nightly, safe, sample } from "../tests/components/fixtures/sample.ts";

const accountId = "0123456789abcdef0123456789abcdef";

/** One secret is in the account's store, on the cloud that has one. */
function storedOn(cloud: Cloud) {
  if (cloud !== "cloudflare") return {};
  const { id } = new SecretsStore("store", { accountId, name: "default_secrets_store" });
  return { cloudflare: { secretsStore: { id, secrets: ["signing"] } } } as const;
}

/** Deploys every component to a cloud: a foundation and six sets, with a buffered function, a streamed one, a nightly one, two that process messages, two that use tables, and one that reads secrets. */
export function deployEverything(cloud: Cloud) {
  const on = new Foundation("acme", {
    cloud,
    messages: true,
    budget: { monthly: 300, notify: ["ops@acme.example"], forecast: true },
    gcp: { project: "acme-project", region: "europe-west1", billingAccount: "01A2B3-C4D5E6-F7A8B9" },
    azure: { location: "westeurope" },
    cloudflare: { accountId, workersSubdomain: "acme" },
  });
  new FunctionSet("shop", deploy(sample, { cloud, on, protection: "destroy", bind: { flags: { beta: true } } }));
  new FunctionSet(
    "live",
    deploy(live, { cloud, on, protection: "destroy", functions: { feed: { timeout: "3 minutes" } } }),
  );
  new FunctionSet("nightly", deploy(nightly, { cloud, on, protection: "destroy", bind: { flags: { beta: true } } }));
  new FunctionSet("mail", deploy(mail, { cloud, on, protection: "destroy" }));
  const apart = { gcp: { ownAddresses: true }, azure: { ownAddresses: true } };
  new FunctionSet("archive", deploy(archive, { cloud, on, protection: "destroy", ...apart }));
  const bind = { stripe: "sk_example" };
  new FunctionSet("safe", deploy(safe, { cloud, on, protection: "destroy", bind, ...storedOn(cloud) }));
}

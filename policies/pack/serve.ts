import { PolicyPack } from "@pulumi/policy";
import { loadCatalogue } from "../catalogue.ts";
import { dayOf } from "../engine/dates.ts";
import { createContext } from "./context.ts";
import { createPolicies } from "./policies.ts";
import { settingsIn } from "./team.ts";

/**
 * Serves the policies to Pulumi's engine until it has no more questions.
 * @throws FourfoldError `ERR_CONFIG` when what the team wants is not valid.
 */
export async function servePack(): Promise<void> {
  const catalogue = await loadCatalogue();
  const settings = settingsIn(process.env, catalogue);
  new PolicyPack("fourfold-policies", {
    displayName: "Fourfold",
    description: "Security and costs of functions and what they use on AWS, Google Cloud, Azure and Cloudflare.",
    enforcementLevel: "advisory",
    policies: createPolicies(createContext(catalogue, settings, dayOf(new Date()))),
  });
}

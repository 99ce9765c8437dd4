import * as aws from "@pulumi/aws";
import * as azure from "@pulumi/azure-native";
import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import type { ProviderResource } from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type DeployArgs, deploy, Foundation, type FoundationArgs, FunctionSet } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";

/** Where a provider gives no physical names, components make them with this package. */
const names = new random.Provider("names");

/** Says where it is. */
function createSite(name: string, foundation: FoundationArgs, provider: ProviderResource) {
  const options = { providers: [provider, names] };
  const on = new Foundation(name, { ...foundation, protection: "destroy" }, options);
  const args: DeployArgs<typeof greetings> = {
    cloud: foundation.cloud,
    on,
    protection: "destroy",
    bind: { phrase: name },
  };
  return new FunctionSet(name, deploy(greetings, args), options).urls.apply(({ greet }) => greet);
}

const onAws = (name: string, region: aws.Region, account: string) =>
  createSite(name, { cloud: "aws" }, new aws.Provider(name, { region, allowedAccountIds: [account] }));

const onGoogle = (name: string, project: string, region: string) =>
  createSite(name, { cloud: "gcp", gcp: { project, region } }, new gcp.Provider(name, { project, region }));

const onAzure = (name: string, subscriptionId: string, location: string) =>
  createSite(name, { cloud: "azure", azure: { location } }, new azure.Provider(name, { subscriptionId, location }));

const onCloudflare = (name: string, accountId: string) =>
  createSite(
    name,
    { cloud: "cloudflare", cloudflare: { accountId, workersSubdomain: "simulated" } },
    new cloudflare.Provider(name, { apiToken: "0".repeat(40) }),
  );

/** Every place has a provider of its own. */
export const urls = {
  ireland: onAws("ireland", "eu-west-1", "111111111111"),
  frankfurt: onAws("frankfurt", "eu-central-1", "111111111111"),
  partner: onAws("partner", "eu-west-1", "222222222222"),
  belgium: onGoogle("belgium", "first-project", "europe-west1"),
  finland: onGoogle("finland", "second-project", "europe-north1"),
  holland: onAzure("holland", "11111111-1111-1111-1111-111111111111", "westeurope"),
  dublin: onAzure("dublin", "22222222-2222-2222-2222-222222222222", "northeurope"),
  edge: onCloudflare("edge", "1".repeat(32)),
  rim: onCloudflare("rim", "2".repeat(32)),
};

import * as v from "valibot";
import { bearerAccess } from "./bearer.ts";
import type { CloudAccess, Environment, Source } from "./contract.ts";
import { askCliForJson, type VendorCli } from "./vendor-cli.ts";

/** `az` has no variables for this: service principals must log in too. https://learn.microsoft.com/cli/azure/authenticate-azure-cli */
export const sources: readonly Source[] = [
  {
    text: "`az account get-access-token`, for the stack's subscription",
    source: "https://learn.microsoft.com/cli/azure/account#az-account-get-access-token",
  },
];

const cli: VendorCli = {
  command: "az",
  missing: "Install the Azure CLI: https://learn.microsoft.com/cli/azure/install-azure-cli.",
  login: "Log in with `az login`, as somebody who has access to the subscription.",
};

/** https://learn.microsoft.com/cli/azure/cloud#az-cloud-show */
const AzureCloud = v.object({ endpoints: v.object({ resourceManager: v.pipe(v.string(), v.url()) }) });

/** https://learn.microsoft.com/cli/azure/account#az-account-show */
const Account = v.object({ name: v.string(), user: v.object({ name: v.string() }) });

const Token = v.object({ accessToken: v.string() });

/** An Azure API other than the Resource Manager, and the audience of its tokens. */
export interface DataPlane {
  /** `https://servicebus.azure.net` */
  readonly resource: string;
  /** Its address: `https://shop.servicebus.windows.net`. */
  readonly url: string;
}

/**
 * Azure's Resource Manager, for a subscription: Azure's public cloud, or the one that `az cloud set` names.
 * @param plane - Another API, with the same user. @default the Resource Manager
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openAzure(
  environment: Environment,
  subscription: string,
  plane?: DataPlane,
): Promise<CloudAccess> {
  const ask = <Schema extends v.GenericSchema>(args: readonly string[], schema: Schema) =>
    askCliForJson(cli, [...args, "-o", "json"], environment, schema);
  const of = ["--subscription", subscription];
  const [{ endpoints }, { name, user }] = await Promise.all([
    ask(["cloud", "show"], AzureCloud),
    ask(["account", "show", ...of], Account),
  ]);
  const { resource, url } = plane ?? { resource: endpoints.resourceManager, url: endpoints.resourceManager };
  const { accessToken: token } = await ask(["account", "get-access-token", ...of, "--resource", resource], Token);
  const actor = `${user.name}, in the subscription "${name}"`;
  return bearerAccess({ vendor: "Azure", actor, token, addressOf: () => url });
}

import * as v from "valibot";
import type { ApiCall, CloudAccess, Environment, Source } from "./contract.ts";
import { askApi } from "./http.ts";
import { askCliForJson, type VendorCli } from "./vendor-cli.ts";

/** `az` has no variables for this: a service principal logs in too. https://learn.microsoft.com/cli/azure/authenticate-azure-cli */
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

/**
 * Azure's Resource Manager, for a subscription: Azure's public cloud, or the one that `az cloud set` names.
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openAzure(environment: Environment, subscription: string): Promise<CloudAccess> {
  const ask = <Schema extends v.GenericSchema>(args: readonly string[], schema: Schema) =>
    askCliForJson(cli, [...args, "-o", "json"], environment, schema);
  const of = ["--subscription", subscription];
  const [{ endpoints }, { name, user }] = await Promise.all([
    ask(["cloud", "show"], AzureCloud),
    ask(["account", "show", ...of], Account),
  ]);
  const resource = ["--resource", endpoints.resourceManager];
  const { accessToken } = await ask(["account", "get-access-token", ...of, ...resource], Token);
  const send = ({ service, method, path, headers = {}, body }: ApiCall) => {
    const url = new URL(path, endpoints.resourceManager);
    const authorized = { ...headers, authorization: `Bearer ${accessToken}` };
    return askApi(`Azure, ${service}`, { method, url, headers: authorized, body });
  };
  return { actor: `${user.name}, in the subscription "${name}"`, send };
}

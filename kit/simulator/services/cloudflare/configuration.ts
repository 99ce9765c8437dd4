import type { ConfigurationTable } from "../../contract.ts";
import { inert } from "../rules.ts";

export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/cloudflare/installation-configuration/",
  properties: inert(
    "Cloudflare is not called.",
    ...["apiKey", "apiToken", "apiUserServiceKey", "baseUrl", "email", "userAgentOperatorSuffix"],
  ),
};

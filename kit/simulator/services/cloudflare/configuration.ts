import type { ConfigurationTable } from "../../contract.ts";

const uncalled = { inert: "Cloudflare is not called." };

export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/cloudflare/installation-configuration/",
  properties: {
    apiKey: uncalled,
    apiToken: uncalled,
    apiUserServiceKey: uncalled,
    baseUrl: uncalled,
    email: uncalled,
    userAgentOperatorSuffix: uncalled,
  },
};

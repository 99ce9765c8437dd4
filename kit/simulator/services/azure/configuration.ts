import type { ConfigurationTable } from "../../contract.ts";
import { inert, runsOnly, simulated } from "../rules.ts";

/** Not listed, and therefore refused: endpoints of other Azure clouds. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/azure-native/installation-configuration/",
  properties: {
    ...simulated("environment", "location", "subscriptionId"),
    ...inert(
      "Azure is not called: nobody logs in.",
      ...["auxiliaryTenantIds", "clientCertificatePassword", "clientCertificatePath", "clientId", "clientSecret"],
      ...["disableInstanceDiscovery", "disablePulumiPartnerId", "msiEndpoint", "oidcRequestToken", "oidcRequestUrl"],
      ...["oidcToken", "oidcTokenFilePath", "partnerId", "useDefaultAzureCredential", "useMsi", "useOidc"],
    ),
    ...inert("The simulator has one directory.", "tenantId"),
  },
  limits: [runsOnly("environment", ["public"], "usgovernment", "the public Azure")],
};

import type { ConfigurationTable } from "../../contract.ts";
import { runsOnly } from "./rules.ts";

const uncalled = { inert: "Azure is not called, so nobody logs in." };

/** Left out, and so refused: endpoints of other Azures. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/azure-native/installation-configuration/",
  properties: {
    environment: "simulated",
    location: "simulated",
    subscriptionId: "simulated",
    auxiliaryTenantIds: uncalled,
    clientCertificatePassword: uncalled,
    clientCertificatePath: uncalled,
    clientId: uncalled,
    clientSecret: uncalled,
    disableInstanceDiscovery: uncalled,
    disablePulumiPartnerId: uncalled,
    msiEndpoint: uncalled,
    oidcRequestToken: uncalled,
    oidcRequestUrl: uncalled,
    oidcToken: uncalled,
    oidcTokenFilePath: uncalled,
    partnerId: uncalled,
    tenantId: { inert: "The simulator has one directory." },
    useDefaultAzureCredential: uncalled,
    useMsi: uncalled,
    useOidc: uncalled,
  },
  limits: [runsOnly("environment", ["public"], "usgovernment", "the public Azure")],
};

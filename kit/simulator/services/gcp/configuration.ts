import type { ConfigurationTable } from "../../contract.ts";

const uncalled = { inert: "Google Cloud is not called." };

/** Left out, and so refused: endpoints of a service's own, and other universes. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/gcp/installation-configuration/#configuration-reference",
  properties: {
    addPulumiAttributionLabel: "simulated",
    defaultLabels: "simulated",
    project: "simulated",
    region: "simulated",
    accessToken: uncalled,
    batching: uncalled,
    billingProject: uncalled,
    credentials: uncalled,
    deletionPolicy: { inert: "The simulator deletes whenever it is asked to." },
    disableGooglePartnerName: uncalled,
    externalCredentials: uncalled,
    googlePartnerName: uncalled,
    impersonateServiceAccount: uncalled,
    impersonateServiceAccountDelegates: uncalled,
    pollInterval: uncalled,
    preferGlobalEndpoints: uncalled,
    preferRegionalEndpoints: uncalled,
    requestReason: uncalled,
    requestTimeout: uncalled,
    scopes: uncalled,
    userProjectOverride: uncalled,
    zone: { inert: "Nothing that is simulated is in a zone." },
  },
};

import type { ConfigurationTable } from "../../contract.ts";
import { inert, simulated } from "../rules.ts";

/** Not listed, and therefore refused: custom endpoints of services, and other universes. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/gcp/installation-configuration/#configuration-reference",
  properties: {
    ...simulated("addPulumiAttributionLabel", "defaultLabels", "project", "region"),
    ...inert(
      "Google Cloud is not called.",
      ...["accessToken", "batching", "billingProject", "credentials", "disableGooglePartnerName"],
      ...[
        "externalCredentials",
        "googlePartnerName",
        "impersonateServiceAccount",
        "impersonateServiceAccountDelegates",
      ],
      ...["pollInterval", "preferGlobalEndpoints", "preferRegionalEndpoints", "requestReason", "requestTimeout"],
      ...["scopes", "userProjectOverride"],
    ),
    ...inert("The simulator deletes whenever it is asked to.", "deletionPolicy"),
    ...inert("Nothing that is simulated is in a zone.", "zone"),
  },
};

import type { Service, World } from "../../../contract.ts";
import { lookUp } from "../grouped-type.ts";
import { getClientConfig, identityArm, identityToken, identityType, roleAssignmentType } from "./identity.ts";
import { IdentityEndpoint } from "./identity-endpoint.ts";
import { callers, operations } from "./operations.ts";

export { identityToken } from "./identity.ts";

/** Managed identities, the roles that they have, and their tokens. */
export function identityService(world: World): Service & Required<Pick<Service, "environment">> {
  const endpoint = new IdentityEndpoint(world);
  return {
    name: "Identity",
    types: [identityType, roleAssignmentType],
    invokes: {
      "azure-native:authorization:getClientConfig": getClientConfig,
      "azure-native:managedidentity:getUserAssignedIdentity": lookUp(identityToken, identityArm, "resourceName"),
    },
    operations,
    callers,
    environment: (app) => endpoint.variablesFor(app),
    stop: () => endpoint.stop(),
  };
}

import { CloudError, type Properties, type Service, type World } from "../../../contract.ts";
import { TokenSigner } from "../../../iam/jwt.ts";
import { lookUp } from "../grouped-type.ts";
import { getClientConfig, identityArm, identityToken, identityType, roleAssignmentType } from "./identity.ts";
import { IdentityEndpoint } from "./identity-endpoint.ts";
import { callers, operations } from "./operations.ts";

export { identityToken } from "./identity.ts";

/** The claims of an access token that was issued here; `undefined` for any other. Does not check whether it has expired. */
export type ReadToken = (token: string) => Properties | undefined;

export interface IdentityService extends Service {
  readonly readToken: ReadToken;
  /** The object id of an app's identity, for what the platform does on behalf of the app. @throws CloudError when the app does not have it. */
  readonly principalOf: IdentityEndpoint["principalOf"];
}

/** Managed identities, the roles that they have, and their tokens. */
export function identityService(world: World): IdentityService {
  const signer = new TokenSigner(world.store, "azure-native/token-key");
  const endpoint = new IdentityEndpoint(world, signer);
  return {
    name: "Identity",
    types: [identityType, roleAssignmentType],
    invokes: {
      "azure-native:authorization:getClientConfig": getClientConfig,
      "azure-native:managedidentity:getUserAssignedIdentity": lookUp(identityToken, identityArm, "resourceName"),
    },
    operations,
    callers,
    async credentials({ principal, audience }) {
      if (audience === undefined)
        throw new CloudError("BadRequest", "An access token is for a resource: name it as audience.");
      return { AZURE_ACCESS_TOKEN: await endpoint.tokenFor(principal, audience) };
    },
    environment: (app) => endpoint.variablesFor(app),
    readToken: (token) => signer.read(token),
    principalOf: (app, clientId) => endpoint.principalOf(app, clientId),
    stop: () => endpoint.stop(),
  };
}

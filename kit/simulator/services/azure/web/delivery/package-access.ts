import { requiredText, textAt } from "../../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { requireAllowed } from "../../../../iam/azure.ts";
import { requireById } from "../../arm.ts";
import { identityToken } from "../../identity/index.ts";
import { findByAddress, findContainer, requireKeys } from "../../storage/index.ts";
import { settingsOf } from "../effective-settings.ts";

const storage = "functionAppConfig.deployment.storage";
const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

/**
 * Checks that an app may access its deployment container: with its identity and a role assignment, or with a connection
 * string. A deployment writes the package there; every start reads it.
 * https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings
 *
 * @throws CloudError as the blob service.
 */
export function requirePackageAccess({ store }: World, app: StoredResource, action: "read" | "write"): void {
  const address = requiredText(app.inputs, `${storage}.value`);
  const container = findContainer(store, address);
  if (container === undefined)
    throw new CloudError("ContainerNotFound", `The specified container ${address} does not exist.`, 404);
  if (textAt(app.inputs, `${storage}.authentication.type`) === "StorageAccountConnectionString") {
    requireConnectionString(store, app, address);
  } else {
    requireAllowed(store, { principal: principalOf(store, app), action: `${blobs}/${action}`, resource: container.id });
  }
}

function principalOf(store: World["store"], app: StoredResource): string {
  const identity = textAt(app.inputs, `${storage}.authentication.userAssignedIdentityResourceId`);
  if (identity === undefined) return requiredText(app.outputs, "identity.principalId");
  return requiredText(requireById(store, identityToken, identity).outputs, "principalId");
}

function requireConnectionString(store: World["store"], app: StoredResource, address: string): void {
  const name = textAt(app.inputs, `${storage}.authentication.storageAccountConnectionStringName`) ?? "";
  const key = /(?:^|;)AccountKey=([^;]+)/.exec(settingsOf(store, app)[name] ?? "")?.[1];
  const { account } = findByAddress(store, address) ?? {};
  if (account !== undefined && Object.values(requireKeys(store, account)).includes(key)) return;
  throw new CloudError(
    "AuthenticationFailed",
    `The app setting "${name}" does not contain a valid connection string for ${address}.`,
    403,
  );
}

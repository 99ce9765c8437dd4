import { textAt } from "../../../../contract/read.ts";
import { requireAllowed } from "../../../../iam/azure.ts";
import { requireKeys } from "../keys.ts";
import { notPermitted, requireSigned } from "../sas.ts";
import { requireSharedKey } from "../shared-key.ts";
import type { ContainerCall, Need } from "./call.ts";

/** Whether anonymous callers may do it. https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure */
function isPublic({ account, container }: ContainerCall, { verb }: Need): boolean {
  const access = textAt(container?.inputs, "publicAccess");
  const isOpen = account.inputs.allowBlobPublicAccess === true && (access === "Container" || access === "Blob");
  return isOpen && (verb === "read" || (verb === "list" && access === "Container"));
}

/**
 * Checks that the caller may do this: with a key of the account, an access token and a role, or a signed URL.
 * https://learn.microsoft.com/rest/api/storageservices/authorize-requests-to-azure-storage
 *
 * @throws CloudError as the blob service.
 */
export function requireAccess(call: ContainerCall & { readonly blob?: string }, need: Need): void {
  const { request, account, name, id, blob, store, clock } = call;
  const { query, headers, principal } = request;
  if (principal !== undefined) {
    const action = `Microsoft.Storage/storageAccounts/blobServices/${need.action}`;
    requireAllowed(store, { principal, action, isManagement: need.isManagement === true, resource: id });
  } else if (headers.authorization !== undefined) {
    const keys = requireKeys(store, account);
    requireSharedKey(textAt(account.outputs, "name") ?? "", keys, request, clock.now());
  } else if (query.has("sig") || !isPublic(call, need)) {
    const use = { account, container: name, parameters: query, permissions: need.permissions, verb: need.verb };
    requireSigned(store, blob === undefined ? use : { ...use, blob }, clock.now());
    // https://learn.microsoft.com/rest/api/storageservices/create-service-sas#permissions-for-a-directory-container-or-blob
    if (need.isManagement === true && !query.has("ss")) throw notPermitted(`${need.verb} the container`);
  }
}

import { at, numberAt, parseJson, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { isAllowed } from "../../../iam/azure.ts";
import { callLimit } from "../../../limits.ts";
import type { Api, ApiAnswer, ApiRequest } from "../api/index.ts";
import { tenant } from "../arm.ts";
import { secretName, secretUri } from "./secret.ts";
import { notFound, type Secrets, type SecretVersion, VaultError } from "./secrets.ts";
import { serviceName, vaultNamed } from "./vault.ts";

interface Call {
  readonly world: World;
  readonly secrets: Secrets;
  readonly request: ApiRequest;
  readonly vault: StoredResource;
}

/** What is done, as roles allow it. https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault */
type Action = "getSecret/action" | "setSecret/action" | "readMetadata/action" | "delete" | "purge/action";

/** https://learn.microsoft.com/azure/key-vault/general/overview-throttling */
const throttled = new VaultError(
  "Throttled",
  "Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached",
  429,
);

/** The data plane of Key Vault. https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups */
export function vaultApi(world: World, secrets: Secrets): Api {
  return {
    service: serviceName,
    audiences: () => ["https://vault.azure.net"],
    // https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses#authentication
    challenge: (audience) =>
      `Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="${audience}"`,
    throttled,
    handle(request) {
      const vault = vaultNamed(world, request.name);
      if (vault === undefined) throw new CloudError("VaultNotFound", `The vault ${request.name} does not exist.`, 404);
      if (request.principal === undefined)
        throw new VaultError("Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.", 401);
      if (!request.query.has("api-version")) throw new VaultError("BadParameter", "api-version must be specified", 400);
      return route({ world, secrets, request, vault });
    },
    refuse,
  };
}

/** https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses#error-responses */
function refuse(error: CloudError): ApiAnswer {
  const { status, code, message } = error;
  const inner = error instanceof VaultError && error.inner !== undefined ? { innererror: { code: error.inner } } : {};
  return { ...json({ error: { code, message, ...inner } }), status };
}

function json(body: Properties): ApiAnswer {
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}

function route(call: Call): ApiAnswer {
  const { method, segments } = call.request;
  const [collection, name, version, ...others] = segments.filter((segment) => segment !== "");
  const what = others.length > 0 ? "" : `${method} ${collection}${name === undefined ? "" : "/N"}`;
  switch (version === undefined ? what : `${what}/${version === "versions" ? version : "V"}`) {
    case "GET secrets":
      return list(call);
    case "GET secrets/N":
    case "GET secrets/N/V":
      return read(call, String(name), version);
    case "GET secrets/N/versions":
      return listVersions(call, String(name));
    case "PUT secrets/N":
      return set(call, String(name));
    case "DELETE secrets/N":
      return remove(call, String(name));
    case "GET deletedsecrets/N":
      return readDeleted(call, String(name));
    case "DELETE deletedsecrets/N":
      return purge(call, String(name));
    default:
      throw callLimit(`the simulator's Key Vault does not have ${method} ${segments.join("/")}`);
  }
}

/** @param name - `undefined`: at the vault. @throws VaultError 403 */
function requireAction({ world, request, vault }: Call, action: Action, name?: string): void {
  const { principal = "" } = request;
  const wanted = `Microsoft.KeyVault/vaults/secrets/${action}`;
  const resource = name === undefined ? vault.id : `${vault.id}/secrets/${name}`;
  if (isAllowed(world.store, { principal, action: wanted, resource })) return;
  const lines = [
    "Caller is not authorized to perform action on resource.",
    "If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.",
    `Caller: oid=${principal};iss=https://sts.windows.net/${tenant}/`,
    `Action: '${wanted}'`,
    `Resource: '${resource}'`,
    "Assignment: (not found)",
    `Vault: ${vaultName(vault)};location=${textAt(vault.outputs, "location")}`,
  ];
  throw new VaultError("Forbidden", lines.join("\r\n"), 403, "ForbiddenByRbac");
}

function vaultName(vault: StoredResource): string {
  return requiredText(vault.outputs, "name");
}

/** A version of a secret, without its value. The id is that of the cloud: clients read the name off it. */
function metadata(
  { vault }: Call,
  name: string,
  { version, contentType, attributes }: SecretVersion,
  isOne = true,
): Properties {
  const days = numberAt(vault.outputs, "properties.softDeleteRetentionInDays");
  const recoveryLevel = isProtected(vault) ? "Recoverable" : "Recoverable+Purgeable";
  return {
    id: secretUri(vaultName(vault), name, isOne ? version : undefined),
    attributes: { ...attributes, recoveryLevel, recoverableDays: days },
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret */
function read(call: Call, name: string, version: string | undefined): ApiAnswer {
  requireAction(call, "getSecret/action", name);
  const versions = call.secrets.versions(call.vault.id, name);
  const found = version === undefined ? versions[0] : versions.find((one) => one.version === version);
  if (found === undefined) throw notFound(`${name}/${version}`);
  if (!found.attributes.enabled)
    throw new VaultError("Forbidden", "Operation get is not allowed on a disabled secret.", 403, "SecretDisabled");
  return json({ value: found.value, ...metadata(call, name, found) });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret */
function set(call: Call, name: string): ApiAnswer {
  requireAction(call, "setSecret/action", name);
  const body = parseJson(new TextDecoder().decode(call.request.body));
  const value = textAt(body, "value");
  if (value === undefined) throw new VaultError("BadParameter", "The property value is required.", 400);
  if (!secretName.test(name)) throw new VaultError("BadParameter", `The name ${name} is not valid.`, 400);
  const version = call.secrets.set(call.vault.id, name, {
    value,
    contentType: textAt(body, "contentType"),
    enabled: at(body, "attributes.enabled") !== false,
    nbf: numberAt(body, "attributes.nbf"),
    exp: numberAt(body, "attributes.exp"),
  });
  return json({ value, ...metadata(call, name, version) });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets */
function list(call: Call): ApiAnswer {
  requireAction(call, "readMetadata/action");
  const value = call.secrets.list(call.vault.id).map(([name, newest]) => metadata(call, name, newest, false));
  return json({ value, nextLink: null });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions/get-secret-versions */
function listVersions(call: Call, name: string): ApiAnswer {
  requireAction(call, "readMetadata/action", name);
  const value = call.secrets.versions(call.vault.id, name).map((version) => metadata(call, name, version));
  return json({ value, nextLink: null });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/delete-secret/delete-secret */
function remove(call: Call, name: string): ApiAnswer {
  requireAction(call, "delete", name);
  call.secrets.delete(call.vault.id, name);
  return deletedAnswer(call, name);
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-deleted-secret/get-deleted-secret */
function readDeleted(call: Call, name: string): ApiAnswer {
  requireAction(call, "readMetadata/action", name);
  return deletedAnswer(call, name);
}

function deletedAnswer(call: Call, name: string): ApiAnswer {
  const { newest, since } = call.secrets.deleted(call.vault.id, name);
  const recoveryId = secretUri(vaultName(call.vault), name).replace("/secrets/", "/deletedsecrets/");
  return json({ recoveryId, deletedDate: since, ...metadata(call, name, newest) });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/purge-deleted-secret/purge-deleted-secret */
function purge(call: Call, name: string): ApiAnswer {
  requireAction(call, "purge/action", name);
  if (isProtected(call.vault))
    throw new VaultError(
      "Forbidden",
      "Operation purge is not allowed because purge protection is enabled for this vault.",
      403,
      "ForbiddenByPolicy",
    );
  call.secrets.purge(call.vault.id, name);
  return { status: 204 };
}

function isProtected(vault: StoredResource): boolean {
  return at(vault.outputs, "properties.enablePurgeProtection") === true;
}

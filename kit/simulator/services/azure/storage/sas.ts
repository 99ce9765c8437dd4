import { textAt } from "../../../contract/read.ts";
import { CloudError, type Invoke, type Properties, type Store, type StoredResource } from "../../../contract.ts";
import { accountOf, keysOf, requireKeys } from "./keys.ts";
import { isSignedBy, notAuthenticated, signWith } from "./shared-key.ts";

/** The version that ARM signs with. https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-service-sas */
const version = "2015-04-05";

/** The place of the signed resource among the fields of a service SAS. */
const resource = Symbol("canonicalized resource");

/**
 * The signed fields in their order, by the storage service version that introduced them.
 * https://learn.microsoft.com/rest/api/storageservices/create-service-sas#construct-the-signature-string
 * https://learn.microsoft.com/rest/api/storageservices/create-account-sas#construct-the-signature-string
 */
const signedFields = [
  {
    since: "2020-12-06",
    service: [...["sp", "st", "se"], resource, ...["si", "sip", "spr", "sv", "sr", "snapshot", "ses"]],
    account: ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses"],
  },
  {
    since: "2018-11-09",
    service: [...["sp", "st", "se"], resource, ...["si", "sip", "spr", "sv", "sr", "snapshot"]],
    account: ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"],
  },
  {
    since: version,
    service: [...["sp", "st", "se"], resource, ...["si", "sip", "spr", "sv"]],
    account: ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"],
  },
] as const;

/** Headers that a service SAS sets in responses, signed after the other fields. */
const responseFields = ["rscc", "rscd", "rsce", "rscl", "rsct"];

/** The fields of a signature by the provider's arguments. */
const serviceArguments: Readonly<Record<string, string>> = {
  sr: "resource",
  st: "sharedAccessStartTime",
  se: "sharedAccessExpiryTime",
  sp: "permissions",
  sip: "iPAddressOrRange",
  spr: "protocols",
  si: "identifier",
  rscc: "cacheControl",
  rscd: "contentDisposition",
  rsce: "contentEncoding",
  rscl: "contentLanguage",
  rsct: "contentType",
};

const accountArguments: Readonly<Record<string, string>> = {
  ss: "services",
  srt: "resourceTypes",
  sp: "permissions",
  st: "sharedAccessStartTime",
  se: "sharedAccessExpiryTime",
  sip: "iPAddressOrRange",
  spr: "protocols",
};

/** Signs permissions for one blob or container. The same arguments give the same signature. */
export const listStorageAccountServiceSAS: Invoke = (args, scope, { store }) => {
  const account = accountOf(store, scope, args);
  const fields = fieldsOf(args, serviceArguments);
  const path = textAt(args, "canonicalizedResource") ?? "";
  const signature = signWith(keyOf(store, account, args), serviceText(fields, path));
  return { serviceSasToken: query({ ...fields, sig: signature }) };
};

/** Signs permissions for a whole account. https://learn.microsoft.com/rest/api/storageservices/create-account-sas */
export const listStorageAccountSAS: Invoke = (args, scope, { store }) => {
  const account = accountOf(store, scope, args);
  const fields = fieldsOf(args, accountArguments);
  const text = accountText(fields, textAt(account.outputs, "name") ?? "");
  const signature = signWith(keyOf(store, account, args), text);
  return { accountSasToken: query({ ...fields, sig: signature }) };
};

/** The use of a signed URL. */
export interface SignedUse {
  readonly account: StoredResource;
  readonly container: string;
  /** @default the container itself */
  readonly blob?: string;
  readonly parameters: URLSearchParams;
  /** The permissions, one of which the signature must have: `cw`. */
  readonly permissions: string;
  /** The action, as a verb. */
  readonly verb: string;
}

/**
 * Checks that a signed URL allows this use now: its signature, times and permissions.
 * https://learn.microsoft.com/rest/api/storageservices/create-service-sas
 *
 * @throws CloudError `AuthenticationFailed` and others, as the blob service.
 */
export function requireSigned(store: Store, use: SignedUse, now: number): void {
  const { account, container, blob, parameters, permissions, verb } = use;
  const keys = requireKeys(store, account);
  const fields = Object.fromEntries(parameters);
  if (fields.sig === undefined) {
    throw new CloudError(
      "NoAuthenticationInformation",
      "Server failed to authenticate the request: the address has no signature.",
      401,
    );
  }
  const name = textAt(account.outputs, "name") ?? "";
  const path = `/blob/${name}/${container}${fields.sr === "b" ? `/${blob}` : ""}`;
  const text = fields.ss === undefined ? serviceText(fields, path) : accountText(fields, name);
  if (!isSignedBy(keys, text, fields.sig)) throw notAuthenticated("Signature did not match.");
  // Stored access policies, which a signature could refer to, are not simulated.
  if (fields.si !== undefined) throw notAuthenticated(`The stored access policy ${fields.si} does not exist.`);
  requireResource(fields, blob);
  if (![...permissions].some((permission) => fields.sp?.includes(permission))) {
    throw notPermitted(verb);
  }
  // An end is required. An invalid time is neither in the past nor in the future.
  const hasBegun = fields.st === undefined || Date.parse(fields.st) <= now;
  if (!hasBegun || !(Date.parse(fields.se ?? "") > now)) {
    throw notAuthenticated("Signature not valid in the specified time frame.");
  }
}

/** https://learn.microsoft.com/rest/api/storageservices/sas-error-codes @param what - The action, as a verb. */
export function notPermitted(what: string): CloudError {
  const message = `This request is not authorized to perform this operation using this permission: the signature does not allow to ${what}.`;
  return new CloudError("AuthorizationPermissionMismatch", message, 403);
}

/**
 * A signature for an account must include blobs, and the kind of resource.
 * https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 */
function requireResource({ ss, srt }: Readonly<Record<string, string>>, blob: string | undefined): void {
  if (ss === undefined) return;
  if (!ss.includes("b")) {
    throw new CloudError(
      "AuthorizationServiceMismatch",
      "This request is not authorized to perform this operation using this service: the signature is not for the service of blobs.",
      403,
    );
  }
  const [letter, what] = blob === undefined ? ["c", "containers"] : ["o", "objects"];
  if (srt?.includes(letter) !== true) {
    throw new CloudError(
      "AuthorizationResourceTypeMismatch",
      `This request is not authorized to perform this operation using this resource type: the signature is not for ${what}.`,
      403,
    );
  }
}

type Fields = Readonly<Record<string, string>>;

function signedFieldsOf({ sv = "" }: Fields): (typeof signedFields)[number] {
  const found = signedFields.find(({ since }) => sv >= since);
  if (found === undefined) throw notAuthenticated(`Signatures of version ${sv} are not supported here.`);
  return found;
}

function accountText(fields: Fields, account: string): string {
  return [account, ...signedFieldsOf(fields).account.map((name) => fields[name])]
    .map((line) => `${line ?? ""}\n`)
    .join("");
}

function serviceText(fields: Fields, path: string): string {
  const names = [...signedFieldsOf(fields).service, ...responseFields];
  return names.map((name) => (typeof name === "symbol" ? path : (fields[name] ?? ""))).join("\n");
}

function fieldsOf(args: Properties, names: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(names).flatMap(([field, argument]) => {
    const value = textAt(args, argument);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { sv: version, ...Object.fromEntries(given) };
}

function keyOf(store: Store, account: StoredResource, args: Properties): string {
  const { key1, key2 } = keysOf(store, account.id);
  return textAt(args, "keyToSign") === "key2" ? key2 : key1;
}

function query(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

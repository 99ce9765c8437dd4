import { createHmac, timingSafeEqual } from "node:crypto";
import { textAt } from "../../../contract/read.ts";
import { CloudError, type Invoke, type Properties, type Store, type StoredResource } from "../../../contract.ts";
import { type AccountKeys, accountOf, keysOf, requireKeys } from "./keys.ts";

/** The version that ARM signs with. https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-service-sas */
const version = "2015-04-05";

/** Fields of a service SAS for blobs, in the order in which they are signed; `undefined` stands for the signed resource. */
const serviceFields = [
  "sp",
  "st",
  "se",
  undefined,
  "si",
  "sip",
  "spr",
  "sv",
  "rscc",
  "rscd",
  "rsce",
  "rscl",
  "rsct",
] as const;

/** The provider's arguments for the fields of a signature. */
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

/** Signs what a caller may do with one blob or container. The same arguments give the same signature. */
export const listStorageAccountServiceSAS: Invoke = (args, scope, { store }) => {
  const account = accountOf(store, scope, args);
  const fields = fieldsOf(args, serviceArguments);
  const signature = sign(keyOf(store, account, args), toSign(fields, textAt(args, "canonicalizedResource") ?? ""));
  return { serviceSasToken: query({ ...fields, sig: signature }) };
};

/** Signs what a caller may do with a whole account. https://learn.microsoft.com/rest/api/storageservices/create-account-sas */
export const listStorageAccountSAS: Invoke = (args, scope, { store }) => {
  const account = accountOf(store, scope, args);
  const fields = fieldsOf(args, accountArguments);
  const lines = [
    textAt(account.outputs, "name"),
    ...["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"].map((name) => fields[name]),
  ];
  const signature = sign(keyOf(store, account, args), lines.map((line) => `${line ?? ""}\n`).join(""));
  return { accountSasToken: query({ ...fields, sig: signature }) };
};

/** A blob that a signed address names. */
export interface BlobAddress {
  readonly account: StoredResource;
  readonly container: string;
  readonly blob: string;
  readonly parameters: URLSearchParams;
}

/**
 * Checks that an address may be used to read its blob now: signature, time, permissions.
 * https://learn.microsoft.com/rest/api/storageservices/create-service-sas
 *
 * @throws CloudError `AuthenticationFailed` and the like, as the blob service answers.
 */
export function requireReadable(
  store: Store,
  { account, container, blob, parameters }: BlobAddress,
  now: number,
): void {
  const keys = requireKeys(store, account);
  const fields = Object.fromEntries(parameters);
  if (fields.sig === undefined) {
    throw new CloudError(
      "NoAuthenticationInformation",
      "Server failed to authenticate the request: the address has no signature.",
      401,
    );
  }
  const path = [`/blob/${textAt(account.outputs, "name")}/${container}`, ...(fields.sr === "b" ? [blob] : [])].join(
    "/",
  );
  if (!isSigned(keys, fields, path)) throw refused("Signature did not match.");
  // There are no stored access policies here that a signature could refer to.
  if (fields.si !== undefined) throw refused(`There is no stored access policy ${fields.si}.`);
  requireService(fields);
  if (!(fields.sp ?? "").includes("r")) {
    throw new CloudError("AuthorizationPermissionMismatch", "The signature does not allow to read.", 403);
  }
  const isEarly = fields.st !== undefined && Date.parse(fields.st) > now;
  if (isEarly || Date.parse(fields.se ?? "") <= now) throw refused("Signature not valid in the specified time frame.");
}

/**
 * A signature for an account must be for blobs, and for objects among them.
 * https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 */
function requireService({ ss, srt }: Readonly<Record<string, string>>): void {
  if (ss !== undefined && !ss.includes("b")) {
    throw new CloudError("AuthorizationServiceMismatch", "The signature is not for the service of blobs.", 403);
  }
  if (ss !== undefined && srt?.includes("o") !== true) {
    throw new CloudError("AuthorizationResourceTypeMismatch", "The signature is not for objects.", 403);
  }
}

function isSigned(keys: AccountKeys, fields: Readonly<Record<string, string>>, path: string): boolean {
  const text = fields.ss === undefined ? toSign(fields, path) : undefined;
  // Account signatures cover the account's name instead of a path.
  const signed = text ?? accountText(fields, path.split("/")[2] ?? "");
  const given = Buffer.from(fields.sig ?? "");
  return Object.values(keys).some((key: string) => {
    const expected = Buffer.from(sign(key, signed));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

function accountText(fields: Readonly<Record<string, string>>, account: string): string {
  return [account, ...["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"].map((name) => fields[name])]
    .map((line) => `${line ?? ""}\n`)
    .join("");
}

function toSign(fields: Readonly<Record<string, string>>, path: string): string {
  return serviceFields.map((name) => (name === undefined ? path : (fields[name] ?? ""))).join("\n");
}

function sign(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "base64")).update(text, "utf8").digest("base64");
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

function refused(why: string): CloudError {
  return new CloudError("AuthenticationFailed", `Server failed to authenticate the request. ${why}`, 403);
}

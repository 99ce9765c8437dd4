import { createHmac, timingSafeEqual } from "node:crypto";
import { CloudError } from "../../../contract.ts";
import type { ApiRequest } from "../api/index.ts";
import type { AccountKeys } from "./keys.ts";

/** "requests … must be no more than 15 minutes old". https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key#specifying-the-date-header */
const maximumAge = 15 * 60_000;

/** Headers whose values are signed, in their order. */
const signedHeaders = [
  ...["content-encoding", "content-language", "content-length", "content-md5", "content-type", "date"],
  ...["if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range"],
];

/** Signs a text with one of an account's keys. */
export function signWith(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "base64")).update(text, "utf8").digest("base64");
}

/** Whether one of an account's keys has signed a text. */
export function isSignedBy(keys: AccountKeys, text: string, signature: string): boolean {
  const given = Buffer.from(signature);
  return Object.values(keys).some((key: string) => {
    const expected = Buffer.from(signWith(key, text));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
}

export function notAuthenticated(why: string): CloudError {
  return new CloudError("AuthenticationFailed", `Server failed to authenticate the request. ${why}`, 403);
}

function canonicalHeaders(headers: ApiRequest["headers"]): string {
  const own = Object.entries(headers).filter(([name]) => name.startsWith("x-ms-"));
  const sorted = own.sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([name, value]) => `${name}:${String(value).trim()}\n`).join("");
}

function canonicalResource(account: string, { path, query }: ApiRequest): string {
  const names = [...new Set([...query.keys()].map((name) => name.toLowerCase()))].sort();
  const valuesOf = (name: string): string =>
    [...query]
      .filter(([key]) => key.toLowerCase() === name)
      .map(([, value]) => value)
      .sort()
      .join(",");
  return `/${account}${path}${names.map((name) => `\n${name}:${valuesOf(name)}`).join("")}`;
}

function textToSign(account: string, request: ApiRequest): string {
  const { method, headers } = request;
  const values = signedHeaders.map((name) => {
    if (name === "date" && headers["x-ms-date"] !== undefined) return "";
    // "the Content-Length part of the StringToSign must be an empty string on zero content length requests"
    return name === "content-length" && headers[name] === "0" ? "" : String(headers[name] ?? "");
  });
  return `${[method, ...values].join("\n")}\n${canonicalHeaders(headers)}${canonicalResource(account, request)}`;
}

/**
 * Checks that a request is signed with one of an account's keys.
 * https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
 *
 * @throws CloudError `AuthenticationFailed`.
 */
export function requireSharedKey(account: string, keys: AccountKeys, request: ApiRequest, now: number): void {
  const [, name = "", signature = ""] = /^SharedKey ([^:]+):(.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (name !== account) throw notAuthenticated(`The key is not one of the account ${account}.`);
  const time = Date.parse(String(request.headers["x-ms-date"] ?? request.headers.date));
  if (!(Math.abs(now - time) <= maximumAge))
    throw notAuthenticated("The date is missing, or more than 15 minutes off.");
  if (!isSignedBy(keys, textToSign(account, request), signature)) throw notAuthenticated("Signature did not match.");
}

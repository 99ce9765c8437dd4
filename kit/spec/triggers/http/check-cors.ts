import { FourfoldError } from "../../errors.ts";
import { toSeconds } from "../../units.ts";
import type { Cors } from "./http.ts";
import { requireExplicitOrigins } from "./settle-cors.ts";

/** What methods and header names are made of: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const token = /^[!#$%&'*+\-.^`|~\w]+$/;
const usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what: `CORS: ${what}`, fix });
}

/** The origin that was probably meant by an address: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin */
function meant(written: string): string | undefined {
  const text = written.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.host === "") return undefined;
  // For schemes other than the web's, such as `capacitor:`, browsers send scheme and host too.
  return url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
}

function checkOrigin(origin: string, where: string): void {
  if (origin === "*" || origin === "null") return;
  const shown = JSON.stringify(origin);
  const [text, isWild] = [origin.replace("://*.", "://"), origin.includes("://*.")];
  const right = meant(text);
  if (right === undefined || text.includes("*")) {
    refuse(
      where,
      `${shown} is not an origin.`,
      'Write scheme and host, as in "https://shop.example" or "https://*.shop.example".',
    );
  }
  const spelling = isWild ? right.replace("://", "://*.") : right;
  if (origin !== spelling) {
    refuse(where, `no browser sends the origin ${shown}.`, `Write ${JSON.stringify(spelling)}.`);
  }
  if (isWild && !/\.|:\/\/localhost/.test(right)) {
    refuse(where, `${shown} is every host of a top-level domain.`, 'Name a domain, as in "https://*.shop.example".');
  }
}

function checkNames(property: "methods" | "headers" | "expose", cors: Cors, where: string): void {
  for (const name of cors[property] ?? []) {
    const shown = JSON.stringify(name);
    if (!token.test(name)) {
      refuse(where, `${shown} in \`${property}\` cannot be sent.`, "Write letters, digits and hyphens.");
    }
    // https://fetch.spec.whatwg.org/#http-new-header-syntax
    if (name === "*" && cors.credentials === true) {
      refuse(where, `"*" in \`${property}\` has no meaning with credentials.`, "List the names.");
    }
    const upper = name.toUpperCase();
    if (property === "methods" && name !== upper && usualMethods.includes(upper)) {
      refuse(where, `methods are case-sensitive, and ${shown} is not in use.`, `Write "${upper}".`);
    }
  }
}

/**
 * Checks a function's CORS settings, whose types have been checked: refuses what no request matches, and what browsers refuse.
 * @throws FourfoldError `ERR_SPEC` naming the first thing that is wrong.
 */
export function checkCors(cors: Cors, where: string): void {
  const { origins, credentials = false, maxAge } = cors;
  const list = [origins].flat();
  if (list.length === 0) refuse(where, "`origins` is empty.", 'Write `origins: ["https://shop.example"]`.');
  for (const origin of list) checkOrigin(origin, where);
  requireExplicitOrigins(cors, where);
  if (credentials && list.includes("null")) {
    refuse(where, 'the origin "null" is that of every sandboxed page: it must not have credentials.', 'Remove "null".');
  }
  for (const property of ["methods", "headers", "expose"] as const) checkNames(property, cors, where);
  if (maxAge !== undefined) toSeconds(maxAge, `${where}: CORS`);
}

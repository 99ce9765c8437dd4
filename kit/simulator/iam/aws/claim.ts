import { CloudError } from "../../contract.ts";
import { queryParameters, type SignedRequest } from "./canonical.ts";

/** What a signed request claims about its signature, before any of it is verified. */
export interface Claim {
  readonly accessKeyId: string;
  /** Present with temporary credentials. */
  readonly sessionToken: string | undefined;
  /** The date of the credential scope: `20260101`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `20260101T000000Z` */
  readonly time: string;
  /** The same as epoch milliseconds. */
  readonly signedAt: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly isPresigned: boolean;
  /** How long a presigned request is valid, in milliseconds. */
  readonly lifetime: number | undefined;
}

const algorithm = "AWS4-HMAC-SHA256";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html: seven days at most. */
const longestLifetime = 604_800;

function incomplete(message: string): CloudError {
  return new CloudError("IncompleteSignatureException", message, 403);
}

/**
 * Reads the signature of a request from its header or its query. `undefined`: the request is not signed.
 * @throws CloudError `IncompleteSignatureException`
 */
export function readClaim({ target, headers }: SignedRequest): Claim | undefined {
  const query = new Map(queryParameters(target.split("?").slice(1).join("?")));
  const authorization = headers.authorization?.[0];
  if (authorization?.startsWith(algorithm) === true) return fromHeader(authorization, headers);
  return query.get("X-Amz-Algorithm") === algorithm ? fromQuery(query) : undefined;
}

function fromHeader(authorization: string, headers: SignedRequest["headers"]): Claim {
  const fields = new Map(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((field) => {
        const [name = "", ...rest] = field.trim().split("=");
        return [name, rest.join("=")] as const;
      }),
  );
  const time = headers["x-amz-date"]?.[0] ?? basicDate(headers.date?.[0]);
  const sessionToken = headers["x-amz-security-token"]?.[0];
  return claimOf({ get: (name) => fields.get(name), time, sessionToken, isPresigned: false, lifetime: undefined });
}

function fromQuery(query: ReadonlyMap<string, string>): Claim {
  const seconds = Number(query.get("X-Amz-Expires"));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestLifetime) {
    throw incomplete(`X-Amz-Expires must be a number of seconds from 1 to ${longestLifetime}.`);
  }
  return claimOf({
    get: (name) => query.get(`X-Amz-${name}`),
    time: query.get("X-Amz-Date"),
    sessionToken: query.get("X-Amz-Security-Token"),
    isPresigned: true,
    lifetime: seconds * 1_000,
  });
}

/** A `Date` header in the format of `X-Amz-Date`. */
function basicDate(date: string | undefined): string | undefined {
  const epoch = Date.parse(date ?? "");
  return Number.isNaN(epoch) ? undefined : new Date(epoch).toISOString().replace(/[-:]|\.\d+/g, "");
}

interface Fields extends Pick<Claim, "sessionToken" | "isPresigned" | "lifetime"> {
  get(name: string): string | undefined;
  readonly time: string | undefined;
}

function claimOf({ get, time, ...rest }: Fields): Claim {
  const required = (name: string): string => {
    const value = get(name);
    if (value === undefined || value === "") throw incomplete(`Authorization header requires '${name}' parameter.`);
    return value;
  };
  const scope = required("Credential").split("/");
  const [accessKeyId = "", date = "", region = "", service = "", end] = scope;
  if (scope.length !== 5 || end !== "aws4_request") {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.",
    );
  }
  const [, day, clock] = /^(\d{8})T(\d{6})Z$/.exec(time ?? "") ?? [];
  if (time === undefined || day === undefined || clock === undefined) {
    throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  const iso = `${day.replace(/(\d{4})(\d\d)(\d\d)/, "$1-$2-$3")}T${clock.replace(/(\d\d)(\d\d)(\d\d)/, "$1:$2:$3")}Z`;
  return {
    ...rest,
    ...{ accessKeyId, date, region, service, time },
    signedAt: Date.parse(iso),
    signedHeaders: required("SignedHeaders").split(";"),
    signature: required("Signature"),
  };
}

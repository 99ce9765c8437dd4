import { createHash, createHmac } from "node:crypto";

/** Keys as AWS gives them. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary keys only. */
  readonly sessionToken?: string | undefined;
}

/** What a signature is for. */
export interface Signing {
  readonly keys: AwsKeys;
  /** `lambda` */
  readonly service: string;
  readonly region: string;
  readonly time: Date;
}

/** What is signed: a request whose body is a string. */
export interface Signable {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const algorithm = "AWS4-HMAC-SHA256";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** RFC 3986, as AWS wants it: `encodeURIComponent` leaves these five as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** Each segment is encoded once more, which every service but S3 expects. */
const canonicalPath = ({ pathname }: URL): string => pathname.split("/").map(encode).join("/");

const canonicalQuery = ({ searchParams }: URL): string =>
  [...searchParams]
    .map((pair) => pair.map(encode).join("="))
    .toSorted()
    .join("&");

/**
 * The headers of a request with AWS's Signature Version 4, which covers all of them. For every service but S3.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(request: Signable, { keys, service, region, time }: Signing): Record<string, string> {
  const date = time.toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = {
    ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    ...{ host: request.url.host, "x-amz-date": date },
    ...(keys.sessionToken ? { "x-amz-security-token": keys.sessionToken } : {}),
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    ...[request.method, canonicalPath(request.url), canonicalQuery(request.url)],
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, " ")}`),
    ...["", names.join(";"), sha256(request.body)],
  ].join("\n");
  const scope = [date.slice(0, 8), region, service, "aws4_request"];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  const signature = hmac(key, [algorithm, date, scope.join("/"), sha256(canonical)].join("\n")).toString("hex");
  const credential = `Credential=${keys.accessKeyId}/${scope.join("/")}`;
  return {
    ...headers,
    authorization: `${algorithm} ${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

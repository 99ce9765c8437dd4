/** A request as it was received. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, percent-encoded as they were sent. */
  readonly target: string;
  /** Every value of every header, by lower-case name. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** Percent-encodes everything but `A-Z a-z 0-9 - . _ ~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text that cannot be decoded stays as it is: its signature then does not match, which is the right answer. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/**
 * The path without redundant parts, each part encoded once more than it was sent: "each path segment must be URI-encoded
 * twice (except for Amazon S3)".
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function canonicalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(encode(part));
  }
  return `/${parts.join("/")}${parts.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

/** Names and values of a query, decoded, in the order in which they were sent. */
export function queryParameters(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [decode(name), decode(rest.join("="))] as const;
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Parameters encoded, then sorted by name and value as bytes. */
export function canonicalQuery(parameters: ReturnType<typeof queryParameters>): string {
  return parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** The signed headers: trimmed, with runs of spaces collapsed and several values joined by commas; every line ends in a newline. */
export function canonicalHeaders(headers: SignedRequest["headers"], names: readonly string[]): string {
  const valuesOf = (name: string): string =>
    (headers[name] ?? []).map((value) => value.trim().replace(/ +/g, " ")).join(",");
  return names.map((name) => `${name}:${valuesOf(name)}\n`).join("");
}

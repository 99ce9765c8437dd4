import type { IncomingHttpHeaders } from "node:http";
import type { CloudError } from "../../../contract.ts";

/** A request to one service's data plane, read whole. */
export interface ApiRequest {
  readonly method: string;
  /** As it came, with its escapes: signatures cover it. */
  readonly path: string;
  /** Of what is called: `shoppackages`. */
  readonly name: string;
  /** What follows in the path, without escapes. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** The object id of the identity that has shown an access token. @default no token was shown */
  readonly principal?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The data plane of one service. */
export interface Api {
  /** What host names have after the name of what is called: `blob` of `shoppackages.blob.core.windows.net`. */
  readonly service: string;
  /**
   * The resources that access tokens for it are for, without a slash at the end; the first one is what clients ask for.
   * @param address - Where it is here.
   */
  audiences(name: string, address: string): readonly [string, ...(readonly string[])];
  /** The access token that a request shows. @default that of the scheme `Bearer` */
  tokenIn?(headers: IncomingHttpHeaders): string | undefined;
  /** What it tells whoever has no token that counts: where to get one, and for what. @default as Storage does */
  challenge?(audience: string): string;
  /** What it says when it has too many calls. @default 503 `ServerBusy` */
  readonly throttled?: CloudError;
  /**
   * Answers a request. Whoever comes without an access token shows something of the service's own: a key, a signature.
   * @throws CloudError which {@link refuse} puts into the service's form.
   */
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
  refuse(error: CloudError): ApiAnswer;
}

import type { IncomingHttpHeaders } from "node:http";
import type { CloudError } from "../../../contract.ts";

/** A request to the data plane of a service, with its complete body. */
export interface ApiRequest {
  readonly method: string;
  /** As it was sent, percent-encoded: signatures cover it. */
  readonly path: string;
  /** The name of the called resource: `shoppackages`. */
  readonly name: string;
  /** The rest of the path, percent-decoded. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** The object id of the identity in the access token. @default the request has no token */
  readonly principal?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The data plane of one service. */
export interface Api {
  /** The part of host names after the resource's name: `blob` in `shoppackages.blob.core.windows.net`. */
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
   * Answers a request. A caller without an access token authenticates in the service's own way: with a key or a signature.
   * @throws CloudError which {@link refuse} turns into the service's form.
   */
  handle(request: ApiRequest): ApiAnswer | Promise<ApiAnswer>;
  refuse(error: CloudError): ApiAnswer;
}

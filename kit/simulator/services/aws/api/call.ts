import type { CloudError } from "../../../contract.ts";
import type { AccessRequest, Principal, SignedRequest } from "../../../iam/aws/index.ts";
import type { CallerIdentity } from "../iam/index.ts";

/** The caller, as policies see it. */
export interface ApiCaller {
  readonly principal: Principal;
  readonly identity: CallerIdentity;
  /** The condition keys that every request has. */
  readonly context: AccessRequest["context"];
}

/** A call whose signature was verified. */
export interface ApiCall {
  readonly caller: ApiCaller;
  /** The region that it was signed for. */
  readonly region: string;
  readonly request: SignedRequest;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The part of AWS's API that belongs to one service. */
export interface Api {
  /** The service's name in signatures: `sqs`. */
  readonly service: string;
  /** @throws CloudError which {@link refuse} serializes in the service's protocol. */
  handle(call: ApiCall): Promise<ApiAnswer>;
  /** @default the form that SDKs read in every protocol */
  refuse?(error: CloudError): ApiAnswer;
}

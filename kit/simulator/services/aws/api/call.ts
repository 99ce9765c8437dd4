import type { CloudError } from "../../../contract.ts";
import type { AccessRequest, Principal, SignedRequest } from "../../../iam/aws/index.ts";
import type { CallerIdentity } from "../iam/index.ts";

/** Who calls, as policies see it. */
export interface ApiCaller {
  readonly principal: Principal;
  readonly identity: CallerIdentity;
  /** The keys that every request has. */
  readonly context: AccessRequest["context"];
}

/** A call whose signature is right. */
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

/** The part of AWS's API that is one service's. */
export interface Api {
  /** The service's name in signatures: `sqs`. */
  readonly service: string;
  /** @throws CloudError which {@link refuse} puts into the form of the service's protocol. */
  handle(call: ApiCall): Promise<ApiAnswer>;
  /** @default the form that SDKs read whatever a service's protocol is */
  refuse?(error: CloudError): ApiAnswer;
}

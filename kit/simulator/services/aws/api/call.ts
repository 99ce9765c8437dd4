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
  /** @throws CloudError which is answered as an error without a form of the service's own. */
  handle(call: ApiCall): Promise<ApiAnswer>;
}

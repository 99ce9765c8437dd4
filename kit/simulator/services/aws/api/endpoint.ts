import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { CloudError, type World } from "../../../contract.ts";
import { readClaim, type SignedRequest } from "../../../iam/aws/index.ts";
import { callLimit } from "../../../limits.ts";
import { callerIdentity, contextOf, signerOf } from "../iam/index.ts";
import type { Api, ApiAnswer, ApiCall } from "./call.ts";

const key = "aws/api";

/** An error in the form that SDKs read in every protocol. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
function refusal({ status, code, message }: CloudError): ApiAnswer {
  const headers = { "content-type": "application/json", "x-amzn-errortype": code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}

/** https://repost.aws/knowledge-center/sns-throttling-exception-errors, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
const rateExceeded = new CloudError("ThrottlingException", "Rate exceeded", 400);

/** Receives calls for all services, authenticates them, and passes them to the service that they are signed for. */
export class ApiEndpoint {
  readonly #world: World;
  readonly #apis: () => readonly Api[];

  constructor(world: World, apis: () => readonly Api[]) {
    this.#world = world;
    this.#apis = apis;
  }

  async open(): Promise<string> {
    const { url } = await this.#world.endpoints.open({ cloud: "aws", key, isInternal: true }, (incoming, response) =>
      this.#handle(incoming, response),
    );
    return url;
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = {
      method: incoming.method ?? "POST",
      target: incoming.url ?? "/",
      headers: incoming.headersDistinct,
      body: await buffer(incoming),
    };
    const answer = await this.#answer(request, incoming);
    if (answer === undefined) return void response.destroy();
    const { status, headers, body } = answer;
    // Clients correct their clocks by this date, and signatures are verified with this clock.
    const date = new Date(this.#world.clock.now()).toUTCString();
    response.writeHead(status, { ...headers, date, "x-amzn-requestid": randomUUID() }).end(body);
  }

  /** `undefined`: the caller gets no response. */
  async #answer(request: SignedRequest, incoming: IncomingMessage): Promise<ApiAnswer | undefined> {
    let refuse = refusal;
    try {
      const [api, call] = this.#admit(request, incoming);
      refuse = api.refuse ?? refusal;
      return await this.#world.faults.around("aws", () => api.handle(call), rateExceeded);
    } catch (error) {
      if (error instanceof CloudError) return refuse(error);
      throw error;
    }
  }

  /** The called service, and the authenticated call. @throws CloudError when authentication fails. */
  #admit(request: SignedRequest, { socket }: IncomingMessage): readonly [Api, ApiCall] {
    const claim = readClaim(request);
    const signer = claim && signerOf(this.#world, request, claim.service, claim);
    if (claim === undefined || signer === undefined) {
      throw new CloudError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    }
    const api = this.#apis().find(({ service }) => service === claim.service);
    if (api === undefined) {
      const names = this.#apis().map(({ service }) => service);
      throw callLimit(`of AWS's APIs the simulator has only ${names.join(", ")}, not ${claim.service}`);
    }
    const identity = callerIdentity(this.#world, signer);
    const sourceIp = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
    const context = contextOf(this.#world, signer, identity, { sourceIp, isSecure: "encrypted" in socket });
    const caller = { principal: { type: "AWS", id: signer.principal }, identity, context } as const;
    return [api, { caller, region: claim.region, request }];
  }
}

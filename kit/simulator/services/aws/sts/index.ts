import { randomUUID } from "node:crypto";
import { CloudError } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import type { Api, ApiCall, AwsService } from "../api/index.ts";
import { operations } from "./operations.ts";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function callerIdentity({ caller: { identity } }: ApiCall): string {
  const { userArn, userId, accountId } = identity;
  const result = `<Arn>${userArn}</Arn><UserId>${userId}</UserId><Account>${accountId}</Account>`;
  return (
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>${result}</GetCallerIdentityResult>` +
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
  );
}

/** STS speaks AWS's query protocol: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const api: Api = {
  service: "sts",
  async handle(call) {
    const action = new URLSearchParams(Buffer.from(call.request.body).toString()).get("Action");
    if (action === null) throw new CloudError("MissingAction", "The request names no action.", 400);
    if (action !== "GetCallerIdentity") throw callLimit("of STS's API the simulator has only GetCallerIdentity");
    return { status: 200, headers: { "content-type": "text/xml" }, body: callerIdentity(call) };
  },
};

/** Who somebody is. Roles are taken on by the simulator's own credentials. */
export function stsService(): AwsService {
  return { name: "STS", types: [], operations, api };
}

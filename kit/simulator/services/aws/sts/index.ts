import type { Properties } from "../../../contract.ts";
import { type ApiCall, type AwsService, queryApi } from "../api/index.ts";
import { operations } from "./operations.ts";

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function callerIdentity({ caller: { identity } }: ApiCall): Properties {
  const { userArn, userId, accountId } = identity;
  return { Arn: userArn, UserId: userId, Account: accountId };
}

/** The identity of callers. Roles are assumed through the simulator's own credentials. */
export function stsService(): AwsService {
  return {
    name: "STS",
    types: [],
    operations,
    api: queryApi({
      ...{ service: "sts", title: "STS", namespace: "https://sts.amazonaws.com/doc/2011-06-15/" },
      operations: { GetCallerIdentity: (_input, call) => callerIdentity(call) },
    }),
  };
}

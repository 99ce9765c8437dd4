import type { Service, World } from "../../../contract.ts";
import { credentialsFor } from "../iam/index.ts";
import type { Api } from "./call.ts";
import { ApiEndpoint } from "./endpoint.ts";
import { operations } from "./operations.ts";

export type { Api, ApiAnswer, ApiCall, ApiCaller } from "./call.ts";
export { jsonApi } from "./json.ts";
export { queryApi } from "./query.ts";

/** A service that programs call by AWS's own API. */
export interface AwsService extends Service {
  readonly api?: Api;
}

export interface ApiService extends AwsService {
  /** Lets the API be called, if it is not already, at the address that it answers. */
  open(): Promise<string>;
}

/**
 * One endpoint for the APIs of all services, which every SDK of AWS asks where the environment names it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @param apis - What is called there. Asked when a call comes, since services need the endpoint's address themselves.
 */
export function apiService(world: World, apis: () => readonly Api[]): ApiService {
  const endpoint = new ApiEndpoint(world, apis);
  return {
    name: "API endpoint",
    types: [],
    operations,
    open: () => endpoint.open(),
    // Every function has it, as each may have an SDK, which would otherwise take its simulated credentials to AWS itself.
    environment: async () => ({ AWS_ENDPOINT_URL: await endpoint.open() }),
    // With the address, which they are good for: nobody takes them to AWS itself.
    async credentials({ principal }) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentialsFor(world, principal);
      return {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
        AWS_ENDPOINT_URL: await endpoint.open(),
      };
    },
  };
}

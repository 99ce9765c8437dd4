import type { Service, World } from "../../../contract.ts";
import { credentialsFor } from "../iam/index.ts";
import type { Api } from "./call.ts";
import { ApiEndpoint } from "./endpoint.ts";
import { operations } from "./operations.ts";

export { type Api, type ApiAnswer, type ApiCall, type ApiCaller, requireAccess } from "./call.ts";
export { actionFor, jsonApi } from "./json.ts";
export { queryApi } from "./query.ts";

/** A service that programs call through AWS's own API. */
export interface AwsService extends Service {
  readonly api?: Api;
}

export interface ApiService extends AwsService {
  /** Opens the endpoint, if it is not open already, and returns its address. */
  open(): Promise<string>;
}

/**
 * One endpoint for the APIs of all services, which every AWS SDK uses when the environment names it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @param apis - The APIs of the services. Called for each request, since services need the endpoint's address themselves.
 */
export function apiService(world: World, apis: () => readonly Api[]): ApiService {
  const endpoint = new ApiEndpoint(world, apis);
  return {
    name: "API endpoint",
    types: [],
    operations,
    open: () => endpoint.open(),
    // For every function, since each may use an SDK, which would otherwise send its simulated credentials to AWS itself.
    environment: async () => ({ AWS_ENDPOINT_URL: await endpoint.open() }),
    // With the address that they are valid for, so that they are not sent to AWS itself.
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

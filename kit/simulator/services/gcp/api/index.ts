import type { Service, World } from "../../../contract.ts";
import type { Tokens } from "../iam/index.ts";
import type { Api } from "./call.ts";
import { ApiEndpoint } from "./endpoint.ts";
import { callers, operations } from "./operations.ts";

export { type Api, type ApiAnswer, type ApiCall, json, parseBody } from "./call.ts";
export { requireCredentials, requireScope } from "./errors.ts";

/** A service that programs call through Google's own API. */
export interface GoogleService extends Service {
  readonly api?: Api;
}

/**
 * The variables that point clients of gRPC services to an emulator. Here they point to an endpoint that refuses gRPC: otherwise
 * the clients would send simulated credentials to Google itself. Pub/Sub's REST API is there too. A function that sets an
 * emulator of its own keeps it.
 * https://cloud.google.com/sdk/gcloud/reference/beta/emulators
 */
const grpcVariables = ["BIGTABLE", "DATASTORE", "PUBSUB", "SPANNER"].map((name) => `${name}_EMULATOR_HOST`);

/**
 * Services whose clients would send no credentials to an emulator, or know none. Their REST APIs are named as gcloud has it.
 * https://cloud.google.com/sdk/gcloud/reference/topic/endpoint-override
 */
const overrideVariables = ["FIRESTORE", "SECRETMANAGER"].map((name) => `CLOUDSDK_API_ENDPOINT_OVERRIDES_${name}`);

/**
 * One endpoint for the REST APIs of all services.
 * @param apis - The APIs of all services. Called for each request, since this service is one of them.
 */
export function apiService(world: World, tokens: Tokens, apis: () => readonly Api[]): GoogleService {
  const endpoint = new ApiEndpoint(world, tokens, apis);
  return {
    name: "API endpoint",
    types: [],
    operations,
    callers,
    async environment() {
      const url = await endpoint.open();
      const { host } = new URL(url);
      // A client that has it sends its credentials only with `useAuthWithCustomEndpoint`: https://github.com/googleapis/nodejs-storage
      return {
        STORAGE_EMULATOR_HOST: url,
        ...Object.fromEntries(grpcVariables.map((name) => [name, host])),
        ...Object.fromEntries(overrideVariables.map((name) => [name, `${url}/`])),
      };
    },
    async credentials({ principal, audience }) {
      if (audience !== undefined) return { IDENTITY_TOKEN: await tokens.identity(principal, audience) };
      const isAccount = principal.includes("@");
      const { access_token: GOOGLE_OAUTH_ACCESS_TOKEN } = isAccount
        ? tokens.access(principal)
        : tokens.ownerAccess(principal);
      // With the address that it is valid for, so that it is not sent to Google itself.
      return { GOOGLE_OAUTH_ACCESS_TOKEN, STORAGE_EMULATOR_HOST: await endpoint.open() };
    },
  };
}

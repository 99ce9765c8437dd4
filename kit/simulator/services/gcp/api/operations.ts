import type { CallerCheck, Operation } from "../../../contract.ts";

/** What the endpoint does. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "One address for REST APIs, which functions find in STORAGE_EMULATOR_HOST",
    source: "https://cloud.google.com/storage/docs/request-endpoints",
    test: "api/function.test.ts",
    shows: "lets a function read and write with the official client and its own account",
    gap: "It has the services that this document names, and no batch requests. Google's client sends its credentials there only with the option useAuthWithCustomEndpoint, which changes nothing in the cloud.",
  },
  {
    operation: "Who calls: access tokens of service accounts, their scopes and their end",
    source: "https://cloud.google.com/docs/authentication/token-types",
    test: "api/tokens.test.ts",
    shows: "are refused when they are wrong or foreign, or their account is disabled or gone",
    gap: "Users have no tokens. A deleted account's tokens are good again for a new account of the same address.",
  },
  {
    operation: "The same address for Firestore and Secret Manager, in the variables of gcloud's endpoint overrides",
    source: "https://cloud.google.com/sdk/gcloud/reference/topic/endpoint-override",
    test: "firestore/function.test.ts",
    shows: "answers at the address in its environment, as the function's account, and is not called an emulator",
    gap: "Google's clients do not read these variables: a program gives them what they name.",
  },
  {
    operation: "Refuse gRPC",
    source: "https://cloud.google.com/sdk/gcloud/reference/beta/emulators",
    test: "api/grpc.test.ts",
    shows: "refuses a client of gRPC at once, and says what to do",
    gap: "Clients that read a variable of gcloud's emulators are led here: Bigtable, Datastore, Pub/Sub, Spanner. Pub/Sub's REST API answers at the address in PUBSUB_EMULATOR_HOST. Others, as of Firestore, Cloud Tasks and Secret Manager, reach Google itself, which refuses their token.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "Cloud Storage, Cloud Scheduler, Pub/Sub",
    shows: "an access token",
    checked:
      "signature, time, that the account is enabled, the scopes; then the roles on the project, and on the bucket, topic or subscription",
    source: "https://cloud.google.com/docs/authentication/token-types",
    code: "services/gcp/api/endpoint.ts",
    test: ["gcp/api/function.test.ts", "lets a function read and write with the official client and its own account"],
  },
];

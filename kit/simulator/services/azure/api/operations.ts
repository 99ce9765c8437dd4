import type { CallerCheck, Operation } from "../../../contract.ts";

const storage = "https://learn.microsoft.com/rest/api/storageservices";

/** What the endpoint does. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "One address for the data planes of all services, which accounts name in their endpoints",
    source: "https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints",
    test: "storage/identity.test.ts",
    shows: "lets a function read and write with the official client and its own role",
    gap: "It has the services that this document names. What begins a host name in the cloud begins the path here, and a client's `accountName` too: `shopfiles.blob`. Host names that code puts together by itself lead to Azure. TLS shows the simulator's own certificate, which only functions trust.",
  },
  {
    operation: "Who calls: access tokens of managed identities",
    source: `${storage}/authorize-with-azure-active-directory`,
    test: "storage/access.test.ts",
    shows: "takes only its own tokens, for Storage, while they last",
    gap: "Tokens are those of the simulator's identity endpoint. Users, groups and service principals have none.",
  },
  {
    operation: "Refuse services that the simulator does not have, and AMQP over WebSockets",
    source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide",
    test: "storage/limits.test.ts",
    shows: "are other services, which their addresses say",
    gap: "A client that speaks AMQP without WebSockets is cut off, and the log says why.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function's identity",
    calls: "Blob Storage",
    shows: "an access token",
    checked: "signature, audience and time; then role assignments, at the container or above it",
    source: `${storage}/authorize-with-azure-active-directory`,
    code: "services/azure/api/endpoint.ts",
    test: ["azure/storage/access.test.ts", "takes only its own tokens, for Storage, while they last"],
  },
];

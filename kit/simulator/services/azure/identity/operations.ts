import type { CallerCheck, Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Give an app's identity tokens",
    source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
    test: "identity.test.ts",
    shows: "come to Microsoft's own library by client id",
    gap: "The texts and statuses of failures are observed, not documented. The simulator signs tokens with its own key; what accepts them here are the data planes that the simulator has.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function app",
    calls: "its identity endpoint",
    shows: "`X-IDENTITY-HEADER`",
    checked: "the app's own secret, and that the identity is one of the app's",
    source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
    code: "services/azure/identity/identity-endpoint.ts",
    test: ["azure/identity.test.ts", "are refused without the app's header, a resource, or an identity of the app"],
  },
];

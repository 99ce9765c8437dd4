import type { Operation } from "../../../contract.ts";

/** What the service does. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "GetCallerIdentity",
    source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    test: "identity/sts.test.ts",
    shows: "tells its caller who it is: who deploys, or a role's session",
    gap: "It is the only call of STS: the simulator's control address gives credentials of roles.",
  },
];

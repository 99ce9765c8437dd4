import type { CallerCheck, Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Check callers' identity tokens: signature, audience, time, account",
    source: "https://cloud.google.com/run/docs/authenticating/service-to-service",
    test: "identity.test.ts",
    shows: "are refused with 401 when they are for another audience, changed, not Google's, or too old",
    gap: "The simulator signs tokens with its own key. That older tokens of a disabled account are refused at once is an assumption.",
  },
  {
    operation: "Metadata server of each function: identity and access tokens, project, region, account",
    source: "https://cloud.google.com/run/docs/container-contract#metadata-server",
    test: "identity.test.ts",
    shows: "lets Google's own library call a function that admits only its account",
    gap: "At GCE_METADATA_HOST, because its name does not lead there. The public keys are at its /oauth2/v3/certs.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function",
    calls: "its metadata server",
    shows: "`Metadata-Flavor: Google`",
    checked: "the header; each function has a server of its own, which tells of its own account only",
    source: "https://cloud.google.com/run/docs/container-contract#metadata-server",
    code: "services/gcp/iam/metadata.ts",
    test: ["gcp/identity.test.ts", "tells project, region and account, to who asks with its header"],
  },
];

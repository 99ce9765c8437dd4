import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://cloud.google.com/secret-manager/docs/reference/rest/v1";

/** What the service does besides keeping resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "versions.access, by number or as latest",
    source: `${reference}/projects.secrets.versions/access`,
    test: "secretmanager/versions.test.ts",
    shows: "gives the data of a version with its checksum, by number or as latest",
    gap: "Aliases of versions are not supported. Data is stored unencrypted in the simulator's files.",
  },
  {
    operation: "secrets.addVersion, versions.list, get, enable, disable, destroy, and secrets.get",
    source: `${reference}/projects.secrets.versions`,
    test: "secretmanager/versions.test.ts",
    shows: "adds versions, and gives none that is disabled or destroyed",
    gap: "Destruction is never delayed, lists have one page without filters, and etags are not supported.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "Secret Manager",
    shows: "an access token",
    checked:
      "signature, time, that the account is enabled, the scope; then, for each call, the roles on the secret and the project, with their conditions",
    source: "https://cloud.google.com/secret-manager/docs/access-control",
    code: "services/gcp/secretmanager/api.ts",
    test: ["gcp/secretmanager/access.test.ts", "lets an accessor read and nothing else, and an adder add and not read"],
  },
];

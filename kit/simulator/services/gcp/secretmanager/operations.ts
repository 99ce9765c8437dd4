import type { Caller, Operation } from "../../../contract.ts";

const reference = "https://cloud.google.com/secret-manager/docs/reference/rest/v1";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "versions.access, by number or as latest",
    source: `${reference}/projects.secrets.versions/access`,
    test: "secretmanager/versions.test.ts",
    shows: "gives the data of a version with its checksum, by number or as latest",
    gap: "Aliases of versions do not exist. Data is kept as it is in the simulator's files.",
  },
  {
    operation: "secrets.addVersion, versions.list, get, enable, disable, destroy, and secrets.get",
    source: `${reference}/projects.secrets.versions`,
    test: "secretmanager/versions.test.ts",
    shows: "adds versions, and gives none that is disabled or destroyed",
    gap: "Destruction is never delayed, lists have one page without filters, and etags do not exist.",
  },
];

export const callers: readonly Caller[] = [
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

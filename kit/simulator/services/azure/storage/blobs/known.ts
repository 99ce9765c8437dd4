import { callLimit } from "../../../../limits.ts";
import type { ApiRequest } from "../../api/index.ts";

/** Headers of the service that have their effect here or need none: nothing is billed, and snapshots do not exist. */
const known =
  /^x-ms-(?:date|version|client-request-id|range|blob-type|blob-content-(?:type|encoding|language|disposition|md5)|blob-cache-control|meta-.*|access-tier|delete-snapshots)$/;

/** Parameters that name another state of a blob than the current one. */
const otherStates = ["snapshot", "versionid"];

/** @throws CloudError `SimulatorLimit` for what would have no effect here, such as leases, tags and customer-provided keys. */
export function requireKnown({ headers, query }: ApiRequest): void {
  const header = Object.keys(headers).find((name) => name.startsWith("x-ms-") && !known.test(name));
  if (header !== undefined) throw callLimit(`the simulator's Blob Storage does not have what ${header} asks for`);
  const state = otherStates.find((name) => query.has(name));
  if (state !== undefined) throw callLimit(`the simulator keeps only the last state of a blob, without ${state}`);
}

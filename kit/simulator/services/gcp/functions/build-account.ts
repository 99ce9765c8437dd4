import type { World } from "../../../contract.ts";
import { buildFailed } from "../../../hosts/cloud-functions/build.ts";
import { isAllowed, type Permission } from "../../../iam/gcp.ts";
import { projectBindings } from "../iam-members.ts";
import { requireAccount } from "../service-account.ts";

/** What a build does as its account: read the source, write its log, store the image. */
const needed: readonly Permission[] = [
  "storage.objects.get",
  "logging.logEntries.create",
  "artifactregistry.repositories.uploadArtifacts",
];

/**
 * Checks that a build may run as the account that the program names: the account must exist and have roles for what a build
 * does. Grants of the project count; those of buckets and repositories cannot be deployed here.
 * https://cloud.google.com/functions/docs/securing/build-custom-sa
 *
 * @param name - `projects/<project>/serviceAccounts/<email>`
 * @throws CloudError in the words of a build that fails.
 */
export function requireBuildAccount(name: string, project: string, world: World): void {
  const email = name.split("/").at(-1) ?? name;
  requireAccount(email, project, world);
  const caller = { anonymous: false, member: `serviceAccount:${email}` } as const;
  const missing = needed.find((permission) => !isAllowed(permission, caller, projectBindings(project, world)));
  if (missing === undefined) return;
  throw buildFailed(
    `${email} does not have ${missing} access. Grant the build's account roles/storage.objectViewer, ` +
      "roles/logging.logWriter and roles/artifactregistry.writer",
  );
}

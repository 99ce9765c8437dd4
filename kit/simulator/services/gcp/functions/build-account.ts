import type { World } from "../../../contract.ts";
import { buildFailed } from "../../../hosts/cloud-functions/build.ts";
import { type Binding, isAllowed, type Permission } from "../../../iam/gcp.ts";
import { requireRepository } from "../artifact-registry/index.ts";
import { projectBindings, repositoryBindings, requireAccount } from "../iam/index.ts";
import { projectNumber } from "../project.ts";

/** A build, and the account that it runs as. */
export interface Build {
  readonly project: string;
  readonly location: string;
  readonly function: string;
  /** `projects/<project>/serviceAccounts/<email>`. @default the platform's, which may do all of it */
  readonly account?: string | undefined;
  /** `projects/<project>/locations/<location>/repositories/<name>`. @default the platform's own */
  readonly repository?: string | undefined;
}

interface Need {
  readonly permission: Permission;
  readonly bindings: readonly Binding[];
  readonly resource?: string;
}

/**
 * The permissions that a build needs: to read the source from the platform's copy, to write its log, and to store the image.
 * https://cloud.google.com/functions/docs/building, https://github.com/hashicorp/terraform-provider-google/issues/20571
 */
function needsOf({ project, location, function: name, repository }: Build, world: World): readonly Need[] {
  const ofProject = projectBindings(project, world);
  const bucket = `gcf-v2-sources-${projectNumber(project)}-${location}`;
  return [
    {
      permission: "storage.objects.get",
      bindings: ofProject,
      resource: `projects/_/buckets/${bucket}/objects/${name}/function-source.zip`,
    },
    { permission: "logging.logEntries.create", bindings: ofProject },
    {
      permission: "artifactregistry.repositories.uploadArtifacts",
      bindings: repository === undefined ? ofProject : repositoryBindings(repository, project, world),
    },
  ];
}

/**
 * Checks that a build can run as the account that the program names: the account must exist and have the roles that a build
 * needs, on the project or on the repository. https://cloud.google.com/functions/docs/securing/build-custom-sa
 *
 * @throws CloudError as a failed build.
 */
export function requireBuild(build: Build, world: World): void {
  const { account, project, location, repository } = build;
  if (repository !== undefined) requireRepository(repository, project, location, world);
  if (account === undefined) return;
  const email = account.split("/").at(-1) ?? account;
  requireAccount(email, project, world);
  const caller = { anonymous: false, member: `serviceAccount:${email}` } as const;
  const missing = needsOf(build, world).find(
    (need) => !isAllowed(need.permission, caller, need.bindings, need.resource),
  );
  if (missing === undefined) return;
  throw buildFailed(
    `${email} does not have ${missing.permission} access${missing.resource === undefined ? "" : ` to ${missing.resource}`}. ` +
      "Grant the build's account roles/storage.objectViewer, roles/logging.logWriter and roles/artifactregistry.writer",
  );
}

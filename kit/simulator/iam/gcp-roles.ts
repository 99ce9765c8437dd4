const storage = (...names: readonly string[]): readonly string[] => names.map((name) => `roles/storage.${name}`);

/**
 * The roles that contain a permission. The roles of owner and editor contain no permissions for objects: buckets grant these to
 * `projectOwner:` and `projectEditor:`, which no service account belongs to here.
 * https://cloud.google.com/iam/docs/roles-permissions, https://cloud.google.com/storage/docs/access-control/iam-roles
 */
export const rolesWith = {
  "artifactregistry.repositories.uploadArtifacts": [
    ...["roles/artifactregistry.writer", "roles/artifactregistry.repoAdmin", "roles/artifactregistry.admin"],
    ...["roles/cloudbuild.builds.builder", "roles/editor", "roles/owner"],
  ],
  // https://cloud.google.com/iam/docs/roles-permissions/cloudscheduler: the role that runs jobs does not contain it.
  "cloudscheduler.jobs.get": [
    ...["roles/cloudscheduler.viewer", "roles/cloudscheduler.admin"],
    ...["roles/viewer", "roles/editor", "roles/owner"],
  ],
  "cloudscheduler.jobs.run": [
    ...["roles/cloudscheduler.jobRunner", "roles/cloudscheduler.admin", "roles/editor", "roles/owner"],
  ],
  "logging.logEntries.create": [
    ...["roles/logging.logWriter", "roles/logging.admin", "roles/cloudbuild.builds.builder"],
    ...["roles/editor", "roles/owner"],
  ],
  // https://cloud.google.com/pubsub/docs/access-control#pubsub.roles
  "pubsub.subscriptions.consume": [
    ...["roles/pubsub.subscriber", "roles/pubsub.editor", "roles/pubsub.admin", "roles/editor", "roles/owner"],
  ],
  "pubsub.topics.publish": [
    ...["roles/pubsub.publisher", "roles/pubsub.editor", "roles/pubsub.admin", "roles/editor", "roles/owner"],
  ],
  "run.routes.invoke": ["roles/run.invoker", "roles/run.servicesInvoker", "roles/run.admin", "roles/owner"],
  "storage.buckets.get": [
    ...storage("bucketViewer", "admin", "legacyBucketReader", "legacyBucketWriter", "legacyBucketOwner"),
    "roles/cloudbuild.builds.builder",
  ],
  "storage.objects.create": [
    ...storage("objectCreator", "objectUser", "objectAdmin", "admin", "legacyBucketWriter", "legacyBucketOwner"),
    "roles/cloudbuild.builds.builder",
  ],
  "storage.objects.delete": [
    ...storage("objectUser", "objectAdmin", "admin", "legacyBucketWriter", "legacyBucketOwner"),
    "roles/cloudbuild.builds.builder",
  ],
  "storage.objects.get": [
    ...storage("objectViewer", "objectUser", "objectAdmin", "admin", "legacyObjectReader", "legacyObjectOwner"),
    "roles/cloudbuild.builds.builder",
  ],
  "storage.objects.list": [
    ...storage("objectViewer", "objectUser", "objectAdmin", "admin"),
    ...storage("legacyBucketReader", "legacyBucketWriter", "legacyBucketOwner"),
    "roles/cloudbuild.builds.builder",
  ],
  "storage.objects.update": [
    ...storage("objectUser", "objectAdmin", "admin", "legacyObjectOwner"),
    "roles/cloudbuild.builds.builder",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A permission that the simulator checks. */
export type Permission = keyof typeof rolesWith;

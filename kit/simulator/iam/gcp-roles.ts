const storage = (...names: readonly string[]): readonly string[] => names.map((name) => `roles/storage.${name}`);

const datastoreWriters = ["roles/datastore.user", "roles/datastore.owner", "roles/editor", "roles/owner"] as const;
const datastoreReaders = ["roles/datastore.viewer", ...datastoreWriters] as const;
const secretReaders = ["roles/secretmanager.viewer", "roles/secretmanager.admin", "roles/viewer"] as const;
const secretManagers = [
  ...["roles/secretmanager.secretVersionManager", "roles/secretmanager.admin", "roles/editor", "roles/owner"],
] as const;

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
  // https://cloud.google.com/datastore/docs/access/iam#predefined_roles
  "datastore.databases.get": [...datastoreReaders, "roles/viewer"],
  "datastore.entities.create": datastoreWriters,
  "datastore.entities.delete": datastoreWriters,
  "datastore.entities.get": [...datastoreReaders, "roles/viewer"],
  "datastore.entities.list": [...datastoreReaders, "roles/viewer"],
  "datastore.entities.update": datastoreWriters,
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
  // https://cloud.google.com/secret-manager/docs/access-control#secretmanager.roles
  "secretmanager.secrets.get": [...secretReaders, "roles/editor", "roles/owner"],
  "secretmanager.versions.access": ["roles/secretmanager.secretAccessor", "roles/secretmanager.admin", "roles/owner"],
  "secretmanager.versions.add": ["roles/secretmanager.secretVersionAdder", ...secretManagers],
  "secretmanager.versions.destroy": secretManagers,
  "secretmanager.versions.disable": secretManagers,
  "secretmanager.versions.enable": secretManagers,
  "secretmanager.versions.get": [...secretReaders, ...secretManagers],
  "secretmanager.versions.list": [...secretReaders, ...secretManagers],
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

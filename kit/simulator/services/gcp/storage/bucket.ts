import { CloudError, type Constraint, type ResourceType, type StoredResource, type World } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import {
  alreadyExists,
  deletionPolicy,
  deletionPolicyConstraint,
  labelOutputs,
  labelsConstraint,
  projectConstraint,
  projectNumber,
  projectOf,
} from "../project.ts";
import { bucketToken, objectToken } from "../tokens.ts";

const naming = "https://cloud.google.com/storage/docs/buckets#naming";
const classes = ["STANDARD", "MULTI_REGIONAL", "REGIONAL", "NEARLINE", "COLDLINE", "ARCHIVE"];

/** Why most settings have no effect: builds are the only readers of objects. */
const unread = { inert: "No storage API is simulated: objects are only read by builds." };

const constraints: readonly Constraint[] = [
  {
    property: "name",
    rule: 'must not start with "goog" or contain "google", and must not look like an IP address',
    source: naming,
    accepts: (value) =>
      typeof value === "string" && !/^goog|google|g00gle/.test(value) && !/^\d+\.\d+\.\d+\.\d+$/.test(value),
    refused: [{ name: "my-google-files" }, { name: "goog-files" }, { name: "10.0.0.1" }],
  },
  {
    property: "location",
    rule: "must be a region, dual-region or multi-region: US, EU, ASIA, EUROPE-WEST1",
    source: "https://cloud.google.com/storage/docs/locations",
    accepts: (value) =>
      typeof value === "string" && /^(?:us|eu|asia|[a-z]+-[a-z]+\d+|nam4|eur[458]|asia1)$/i.test(value),
    refused: { location: "Frankfurt" },
  },
  {
    property: "storageClass",
    rule: `must be one of ${classes.join(", ")}`,
    source: "https://cloud.google.com/storage/docs/storage-classes",
    accepts: (value) => typeof value === "string" && classes.includes(value),
    refused: { storageClass: "GLACIER" },
  },
  {
    property: "publicAccessPrevention",
    rule: "must be inherited or enforced",
    source: "https://cloud.google.com/storage/docs/public-access-prevention",
    accepts: (value) => value === "inherited" || value === "enforced",
    refused: { publicAccessPrevention: "on" },
  },
  projectConstraint,
  labelsConstraint,
  deletionPolicyConstraint,
];

/** https://cloud.google.com/storage/docs/json_api/v1/buckets */
export const bucketType: ResourceType = {
  token: bucketToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucket/",
  naming: {
    property: "name",
    min: 3,
    max: 63,
    pattern: /^[a-z0-9][a-z0-9._-]*[a-z0-9]$/,
    refused: ["Shop-Source", "-shop"],
    source: naming,
  },
  replaceOn: ["name", "location", "project", "customPlacementConfig", "enableObjectRetention", "hierarchicalNamespace"],
  properties: {
    name: "simulated",
    location: { inert: "The simulator has one place." },
    project: "simulated",
    labels: "simulated",
    forceDestroy: "simulated",
    deletionPolicy,
    storageClass: unread,
    uniformBucketLevelAccess: unread,
    publicAccessPrevention: unread,
    versioning: unread,
    lifecycleRules: { inert: "Objects do not age." },
    softDeletePolicy: { inert: "A deleted object is gone." },
    autoclass: unread,
    cors: unread,
    customPlacementConfig: { inert: "The simulator has one place." },
    defaultEventBasedHold: { inert: "Holds are not kept." },
    enableObjectRetention: { inert: "Objects are not retained." },
    encryption: { inert: "Content is kept as it is." },
    hierarchicalNamespace: unread,
    ipFilter: unread,
    logging: unread,
    requesterPays: { inert: "Nothing is billed." },
    retentionPolicy: { inert: "Objects are not retained." },
    rpo: { inert: "Nothing is replicated." },
    website: unread,
  },
  constraints,
  configured: labelOutputs,
  example: { name: "shop-source", location: "US" },
  create(request, world) {
    const { inputs, scope } = request;
    const name = requiredText(inputs, "name");
    // Bucket names are one namespace for everyone, not one for each project.
    if (world.store.find(bucketToken, (bucket) => bucket.id === name).length > 0) throw alreadyExists(`b/${name}`);
    return { id: name, outputs: outputsOf(name, projectOf(inputs, scope), inputs, world) };
  },
  update: (request, old, world) => ({
    ...outputsOf(old.id, projectOf(request.inputs, request.scope), request.inputs, world),
    timeCreated: at(old.outputs, "timeCreated"),
  }),
  remove(bucket, world) {
    const objects = objectsIn(bucket.id, world);
    if (objects.length > 0 && at(bucket.inputs, "forceDestroy") !== true) {
      throw new CloudError(
        "FAILED_PRECONDITION",
        `Error trying to delete bucket ${bucket.id} containing objects without \`forceDestroy\` set to true`,
        409,
      );
    }
    for (const object of objects) world.store.delete(objectToken, object.id, object.scope);
  },
};

function objectsIn(bucket: string, world: World): readonly StoredResource[] {
  return world.store.find(objectToken, (object) => textAt(object.inputs, "bucket") === bucket);
}

function outputsOf(name: string, project: string, inputs: Readonly<Record<string, unknown>>, world: World) {
  const time = new Date(world.clock.now()).toISOString();
  return {
    name,
    project,
    projectNumber: projectNumber(project),
    location: requiredText(inputs, "location").toUpperCase(),
    storageClass: textAt(inputs, "storageClass") ?? "STANDARD",
    url: `gs://${name}`,
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    publicAccessPrevention: textAt(inputs, "publicAccessPrevention") ?? "inherited",
    uniformBucketLevelAccess: at(inputs, "uniformBucketLevelAccess") ?? false,
    forceDestroy: at(inputs, "forceDestroy") ?? false,
    timeCreated: time,
    updated: time,
  };
}

import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Naming, type ResourceType } from "../../../contract.ts";
import type { Objects } from "../../../engines/objects/index.ts";
import { inert, matches, oneOf, simulated } from "../../rules.ts";
import {
  alreadyExists,
  deletionPolicy,
  everywhere,
  labelOutputs,
  labelRules,
  projectNumber,
  projectOf,
  projectRules,
  timeOf,
} from "../project.ts";
import { bucketToken, objectToken } from "../tokens.ts";
import { bucketKey } from "./names.ts";

const naming: Naming = {
  property: "name",
  min: 3,
  max: 63,
  pattern: /^[a-z0-9][a-z0-9._-]*[a-z0-9]$/,
  refused: ["Shop-Source", "-shop"],
  source: "https://cloud.google.com/storage/docs/buckets#naming",
};

const classes = ["STANDARD", "MULTI_REGIONAL", "REGIONAL", "NEARLINE", "COLDLINE", "ARCHIVE"];

const properties: ResourceType["properties"] = {
  ...simulated("name", "project", "labels", "forceDestroy", "publicAccessPrevention", "uniformBucketLevelAccess"),
  ...deletionPolicy,
  ...inert("The simulator has one place.", "location", "customPlacementConfig"),
  ...inert("All classes are stored alike.", "storageClass", "autoclass"),
  ...inert("Only the newest generation of an object is kept.", "versioning"),
  ...inert("The simulated API does not have it.", "cors", "hierarchicalNamespace", "ipFilter", "logging", "website"),
  ...inert("Objects do not age.", "lifecycleRules"),
  ...inert("A deleted object is gone.", "softDeletePolicy"),
  ...inert("Holds are not kept.", "defaultEventBasedHold"),
  ...inert("Objects are not retained.", "enableObjectRetention", "retentionPolicy"),
  ...inert("Content is kept as it is.", "encryption"),
  ...inert("Nothing is billed.", "requesterPays"),
  ...inert("Nothing is replicated.", "rpo"),
};

const constraints: readonly Constraint[] = [
  {
    property: "name",
    rule: 'must not start with "goog" or contain "google", and must not look like an IP address',
    source: naming.source,
    accepts: (value) =>
      typeof value === "string" && !/^goog|google|g00gle/.test(value) && !/^\d+\.\d+\.\d+\.\d+$/.test(value),
    refused: [{ name: "my-google-files" }, { name: "goog-files" }, { name: "10.0.0.1" }],
  },
  matches(
    "location",
    /^(?:us|eu|asia|[a-z]+-[a-z]+\d+|nam4|eur[458]|asia1)$/i,
    "must be a region, dual-region or multi-region: US, EU, ASIA, EUROPE-WEST1",
    "https://cloud.google.com/storage/docs/locations",
    "Frankfurt",
  ),
  oneOf("storageClass", classes, "https://cloud.google.com/storage/docs/storage-classes", "GLACIER"),
  oneOf(
    "publicAccessPrevention",
    ["inherited", "enforced"],
    "https://cloud.google.com/storage/docs/public-access-prevention",
    "on",
  ),
  labelRules,
  ...projectRules,
];

/** https://cloud.google.com/storage/docs/json_api/v1/buckets */
export function bucketType(objects: Objects): ResourceType {
  return {
    token: bucketToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucket/",
    naming,
    replaceOn: [
      ...["name", "location", "project", "customPlacementConfig", "enableObjectRetention"],
      "hierarchicalNamespace",
    ],
    properties,
    constraints,
    example: { name: "shop-source", location: "US" },
    once: { timeCreated: (_request, world) => timeOf(world) },
    id: ({ inputs }) => requiredText(inputs, "name"),
    taken: ({ id }) => alreadyExists(`b/${id}`),
    // Bucket names are globally unique, not only within a project.
    unique: [everywhere],
    defaults: {
      storageClass: "STANDARD",
      publicAccessPrevention: "inherited",
      uniformBucketLevelAccess: false,
      forceDestroy: false,
    },
    outputs({ id, inputs, scope }, world) {
      const project = projectOf(inputs, scope);
      return {
        project,
        projectNumber: projectNumber(project),
        location: requiredText(inputs, "location").toUpperCase(),
        url: `gs://${id}`,
        selfLink: `https://www.googleapis.com/storage/v1/b/${id}`,
        updated: timeOf(world),
      };
    },
    configured: labelOutputs,
    checkRemoval({ id, inputs }) {
      if (inputs.forceDestroy === true || objects.list(bucketKey(id), { limit: 1 }).objects.length === 0) return;
      throw new CloudError(
        "FAILED_PRECONDITION",
        `Error trying to delete bucket ${id} containing objects without \`forceDestroy\` set to true`,
        409,
      );
    },
    inside: (bucket, { store }) => store.find(objectToken, ({ inputs }) => textAt(inputs, "bucket") === bucket.id),
    remove: ({ id }) => objects.drop(bucketKey(id)),
  };
}

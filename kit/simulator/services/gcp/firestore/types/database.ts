import { createHash } from "node:crypto";
import { requiredText, textAt } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type Properties,
  type ResourceDraft,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../../contract.ts";
import { inert, oneOf, runsOnly, simulated } from "../../../rules.ts";
import { locations } from "../../locations.ts";
import { etagOf, everywhere, projectOf, projectRules, resourceName, timeOf } from "../../project.ts";
import { databaseToken } from "../../tokens.ts";
import type { DatabaseDocuments } from "../data/documents.ts";

const reference = "https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases";
const page = "https://www.pulumi.com/registry/packages/gcp/api-docs/firestore/database/";

/** https://cloud.google.com/firestore/docs/locations#types */
const multiRegions = ["nam5", "nam7", "eur3"];

const constraints: readonly Constraint[] = [
  oneOf("locationId", [...locations, ...multiRegions], "https://cloud.google.com/firestore/docs/locations"),
  oneOf("type", ["FIRESTORE_NATIVE", "DATASTORE_MODE"], `${reference}#DatabaseType`),
  oneOf("databaseEdition", ["STANDARD", "ENTERPRISE"], `${reference}#DatabaseEdition`),
  oneOf(
    "concurrencyMode",
    ["OPTIMISTIC", "PESSIMISTIC", "OPTIMISTIC_WITH_ENTITY_GROUPS"],
    `${reference}#ConcurrencyMode`,
  ),
  oneOf(
    "pointInTimeRecoveryEnablement",
    ["POINT_IN_TIME_RECOVERY_ENABLED", "POINT_IN_TIME_RECOVERY_DISABLED"],
    `${reference}#PointInTimeRecoveryEnablement`,
  ),
  oneOf(
    "deleteProtectionState",
    ["DELETE_PROTECTION_STATE_UNSPECIFIED", "DELETE_PROTECTION_ENABLED", "DELETE_PROTECTION_DISABLED"],
    `${reference}#DeleteProtectionState`,
  ),
  {
    property: "name",
    rule: "must not look like a UUID",
    source: `${reference}/create`,
    accepts: (value) => !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value)),
    refused: { name: "a0000000-0000-0000-0000-000000000000" },
  },
  ...projectRules,
];

const limits: readonly Limit[] = [
  runsOnly("type", ["FIRESTORE_NATIVE"], "DATASTORE_MODE"),
  runsOnly("databaseEdition", ["STANDARD"], "ENTERPRISE"),
  runsOnly("concurrencyMode", ["PESSIMISTIC", "OPTIMISTIC"], "OPTIMISTIC_WITH_ENTITY_GROUPS"),
];

const defaults = {
  appEngineIntegrationMode: "DISABLED",
  concurrencyMode: "PESSIMISTIC",
  databaseEdition: "STANDARD",
  deleteProtectionState: "DELETE_PROTECTION_DISABLED",
  deletionPolicy: "ABANDON",
  pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_DISABLED",
};

/** https://cloud.google.com/firestore/docs/manage-databases */
export function databaseType(documents: DatabaseDocuments): ResourceType {
  return {
    token: databaseToken,
    source: page,
    naming: {
      property: "name",
      min: 4,
      max: 63,
      pattern: /^(?:\(default\)|[a-z][a-z0-9-]*[a-z0-9])$/,
      refused: ["Shop", "1-shop", "shop-", "(other)"],
      source: `${reference}/create`,
    },
    replaceOn: ["name", "project", "locationId", "databaseEdition"],
    properties: {
      ...simulated("name", "project", "concurrencyMode", "deleteProtectionState", "deletionPolicy"),
      ...inert("Simulated databases are all of one kind.", "databaseEdition", "type"),
      ...inert("Everything is on this machine.", "locationId"),
      ...inert("The simulator keeps no versions of the past.", "pointInTimeRecoveryEnablement"),
    },
    constraints,
    limits,
    example: { name: "shop", locationId: "eur3", type: "FIRESTORE_NATIVE", deletionPolicy: "DELETE" },
    id: ({ inputs, scope }) => resourceName("databases", requiredText(inputs, "name"), inputs, scope),
    unique: [everywhere],
    taken: () => new CloudError("ALREADY_EXISTS", "Database already exists. Please use another database_id", 409),
    once: { createTime: (_request, world) => timeOf(world) },
    defaults,
    outputs: outputsOf,
    checkRemoval: requireRemovable,
    abandons: (database) => policyOf(database) === "ABANDON",
    remove: ({ id }) => documents.drop(id),
  };
}

function outputsOf({ id, inputs, scope, once }: ResourceDraft, world: World): Properties {
  const isRecovered = inputs.pointInTimeRecoveryEnablement === "POINT_IN_TIME_RECOVERY_ENABLED";
  const uid = createHash("sha256")
    .update(`${id} ${String(once.createTime)}`)
    .digest("hex");
  return {
    project: projectOf(inputs, scope),
    uid: uid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
    updateTime: timeOf(world),
    etag: etagOf(id, JSON.stringify(inputs)),
    keyPrefix: "",
    // https://cloud.google.com/firestore/docs/pitr: "7 days", "past hour"
    versionRetentionPeriod: isRecovered ? "604800s" : "3600s",
  };
}

function policyOf({ outputs }: StoredResource): string | undefined {
  return textAt(outputs, "deletionPolicy");
}

/**
 * What the provider refuses before it asks the cloud. With ABANDON nothing is deleted, and so nothing is refused either:
 * https://github.com/hashicorp/terraform-provider-google/issues/22535
 */
function requireRemovable(database: StoredResource): void {
  const { inputs, outputs } = database;
  const name = requiredText(inputs, "name");
  if (policyOf(database) === "PREVENT") {
    const message = `Cannot destroy Firestore database ${name}: its deletion_policy is PREVENT.`;
    throw new CloudError("FAILED_PRECONDITION", message, 400);
  }
  if (policyOf(database) !== "DELETE" || outputs.deleteProtectionState !== "DELETE_PROTECTION_ENABLED") return;
  const message =
    `Cannot delete Firestore database ${name}: Delete Protection is enabled. Set delete_protection_state to ` +
    "DELETE_PROTECTION_DISABLED for this resource and apply it before attempting to delete it.";
  throw new CloudError("FAILED_PRECONDITION", message, 400);
}

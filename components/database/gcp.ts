import { Database, type DatabaseArgs } from "@pulumi/gcp/firestore/database.js";
import { IAMCustomRole, type IAMCustomRoleArgs } from "@pulumi/gcp/projects/iamcustomRole.js";
import { type ComponentResource, interpolate } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { DatabaseBuilder, DatabasePlan } from "./plan.ts";

export interface GcpDatabaseNodes {
  readonly database: Database;
  /** The role of functions that may write. */
  readonly writer: IAMCustomRole;
}

export interface GcpDatabaseTransform {
  /** The database. @default unchanged */
  readonly database?: Transform<DatabaseArgs>;
  /** The role of functions that may write. @default unchanged */
  readonly writer?: Transform<IAMCustomRoleArgs>;
}

type Plan = DatabasePlan<GcpDatabaseTransform>;

function createDatabase(self: ComponentResource, { name, on, protection, transform }: Plan): Database {
  const args: DatabaseArgs = {
    project: on("project"),
    locationId: on("region"),
    // 4 to 63 characters: https://cloud.google.com/firestore/docs/manage-databases#database_id
    name: physicalName(self, `${name}-database-name`, name, { max: 63, separator: "-", letterFirst: true }),
    type: "FIRESTORE_NATIVE",
    databaseEdition: "STANDARD",
    // 7 days: https://cloud.google.com/firestore/docs/pitr
    pointInTimeRecoveryEnablement: `POINT_IN_TIME_RECOVERY_${protection === "destroy" ? "DISABLED" : "ENABLED"}`,
    deleteProtectionState: `DELETE_PROTECTION_${protection === "protect" ? "ENABLED" : "DISABLED"}`,
    // Otherwise it stays when it is destroyed, and the next one of its name is refused:
    // https://github.com/GoogleCloudPlatform/magic-modules/pull/9450
    deletionPolicy: "DELETE",
  };
  return new Database(...transformed(transform.database, `${name}-database`, args, kept(self, protection)));
}

/**
 * What may write, and not ask for what it does not know: no role of the cloud's own has that. It gets items by their keys, to see which
 * condition is not met, and whether an item has expired.
 * https://cloud.google.com/firestore/docs/security/iam#required_permissions
 */
function createWriter(self: ComponentResource, { name, on, transform }: Plan): IAMCustomRole {
  const args: IAMCustomRoleArgs = {
    project: on("project"),
    // 3 to 64 letters, digits, _ and . that no role has had for weeks: https://cloud.google.com/iam/docs/creating-custom-roles#deleting-custom-role
    roleId: physicalName(self, `${name}-writer-id`, `${name}-writer`, { max: 64, separator: "" }),
    title: `Writes tables of ${name}`,
    permissions: ["create", "delete", "get", "update"].map((verb) => `datastore.entities.${verb}`),
  };
  return new IAMCustomRole(...transformed(transform.writer, `${name}-writer`, args, { parent: self }));
}

/** A database of Firestore for all tables of a set: https://cloud.google.com/firestore/docs/manage-databases */
export const build: DatabaseBuilder<GcpDatabaseNodes, GcpDatabaseTransform> = (self, plan) => {
  const database = createDatabase(self, plan);
  const writer = createWriter(self, plan);
  const path = interpolate`projects/${database.project}/databases/${database.name}`;
  return {
    id: path,
    attributes: { name: database.name, project: database.project, path, writer: writer.name },
    nodes: { database, writer },
  };
};

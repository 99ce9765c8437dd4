import { firestore } from "@pulumi/gcp";
import { interpolate } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { DatabaseBuilder, DatabasePlan } from "./plan.ts";

export interface GcpDatabaseNodes {
  readonly database: firestore.Database;
}

export interface GcpDatabaseTransform {
  /** The database. @default unchanged */
  readonly database?: Transform<firestore.DatabaseArgs>;
}

function argsOf(
  self: Parameters<typeof physicalName>[0],
  plan: DatabasePlan<GcpDatabaseTransform>,
): firestore.DatabaseArgs {
  const { name, on, protection } = plan;
  return {
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
}

/** A database of Firestore for all tables of a set: https://cloud.google.com/firestore/docs/manage-databases */
export const build: DatabaseBuilder<GcpDatabaseNodes, GcpDatabaseTransform> = (self, plan) => {
  const { name, protection, transform } = plan;
  const args = argsOf(self, plan);
  const database = new firestore.Database(
    ...transformed(transform.database, `${name}-database`, args, kept(self, protection)),
  );
  const path = interpolate`projects/${database.project}/databases/${database.name}`;
  return {
    id: path,
    attributes: { name: database.name, project: database.project, path },
    nodes: { database },
  };
};

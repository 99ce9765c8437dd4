import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { isAllowed, type Permission } from "../../../../iam/gcp.ts";
import type { ApiCall } from "../../api/index.ts";
import { projectBindings } from "../../iam/index.ts";
import { databaseNamed } from "../names.ts";
import type { Write } from "../writes.ts";

export type DatastorePermission = Extract<Permission, `datastore.${string}`>;

/** The database of a call. */
export interface DatabaseName {
  readonly project: string;
  /** Its full name: `projects/p/databases/d`. */
  readonly name: string;
}

/**
 * The database, if the caller may do all of this there: whoever may not does not hear whether it is there.
 * @throws CloudError `PERMISSION_DENIED` or `NOT_FOUND`
 */
export function requireDatabase(
  { project, name }: DatabaseName,
  permissions: readonly DatastorePermission[],
  { caller }: ApiCall,
  world: World,
): StoredResource {
  const bindings = projectBindings(project, world);
  if (!permissions.every((permission) => isAllowed(permission, caller, bindings, name))) {
    throw new CloudError("PERMISSION_DENIED", "Missing or insufficient permissions.", 403);
  }
  const database = databaseNamed(name, world);
  if (database !== undefined) return database;
  const id = name.split("/").at(-1);
  const setup = `https://console.cloud.google.com/datastore/setup?project=${project}`;
  const message = `The database ${id} does not exist for project ${project} Please visit ${setup} to add a Cloud Datastore or Cloud Firestore database. `;
  throw new CloudError("NOT_FOUND", message, 404);
}

/** What a write needs: https://cloud.google.com/firestore/docs/security/iam#required_permissions */
export function permissionsOf({ update, precondition }: Write): readonly DatastorePermission[] {
  if (update === undefined) return ["datastore.entities.delete"];
  if (precondition.exists === false) return ["datastore.entities.create"];
  const isThere = precondition.exists === true || precondition.updated !== undefined;
  return isThere ? ["datastore.entities.update"] : ["datastore.entities.create", "datastore.entities.update"];
}

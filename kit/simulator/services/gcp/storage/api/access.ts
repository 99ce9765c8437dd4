import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { isAllowed, type Permission } from "../../../../iam/gcp.ts";
import type { ApiCall } from "../../api/index.ts";
import { bucketBindings } from "../../iam/index.ts";
import { bucketToken } from "../../tokens.ts";

type StoragePermission = Extract<Permission, `storage.${string}`>;

/** The target of a permission: a bucket, or an object in it. */
export interface StorageTarget {
  readonly bucket: StoredResource;
  /** The object's name. @default the bucket itself */
  readonly object?: string;
}

/** An object, which need not exist. */
export type ObjectTarget = StorageTarget & Required<Pick<StorageTarget, "object">>;

/**
 * Advice for calls without credentials: Google's client omits them with a custom endpoint, and for uploads of streams always.
 * https://github.com/googleapis/nodejs-storage/pull/2637
 */
const hint =
  "If this is Google's client, create it with { useAuthWithCustomEndpoint: true }, and upload with { resumable: false } " +
  "or to the address from createResumableUpload: otherwise it sends no credentials to an address such as " +
  "STORAGE_EMULATOR_HOST. In the cloud neither changes anything.";

/** @throws CloudError `NOT_FOUND` */
export function requireBucket(name: string, { store }: World): StoredResource {
  const bucket = store.get(bucketToken, name);
  if (bucket === undefined) throw new CloudError("NOT_FOUND", "The specified bucket does not exist.", 404);
  return bucket;
}

export function may(
  permission: StoragePermission,
  { bucket, object }: StorageTarget,
  call: ApiCall,
  world: World,
): boolean {
  const name = `projects/_/buckets/${bucket.id}${object === undefined ? "" : `/objects/${object}`}`;
  return isAllowed(permission, call.caller, bucketBindings(bucket, world), name);
}

/** https://cloud.google.com/storage/docs/json_api/v1/status-codes */
export function refused(permission: StoragePermission, { object }: StorageTarget, { caller }: ApiCall): CloudError {
  const who = caller.anonymous ? "Anonymous caller" : caller.member.replace(/^\w+:/, "");
  const what = object === undefined ? "bucket" : "object";
  const message =
    `${who} does not have ${permission} access to the Google Cloud Storage ${what}. ` +
    `Permission '${permission}' denied on resource (or it may not exist).`;
  return caller.anonymous
    ? new CloudError("UNAUTHENTICATED", `${message} ${hint}`, 401)
    : new CloudError("PERMISSION_DENIED", message, 403);
}

/**
 * @throws CloudError `PERMISSION_DENIED`, or `UNAUTHENTICATED` for anonymous callers. Permissions by operation:
 * https://cloud.google.com/storage/docs/access-control/iam-json
 */
export function requireAllowed(
  permission: StoragePermission,
  target: StorageTarget,
  call: ApiCall,
  world: World,
): void {
  if (!may(permission, target, call, world)) throw refused(permission, target, call);
}

/** The error for a missing object: only callers who may list objects learn that it does not exist. https://github.com/googleapis/google-cloud-go/issues/1638 */
export function missing({ bucket, object }: StorageTarget, call: ApiCall, world: World): CloudError {
  if (!may("storage.objects.list", { bucket }, call, world)) return refused("storage.objects.list", { bucket }, call);
  return new CloudError("NOT_FOUND", `No such object: ${bucket.id}/${object}`, 404);
}

import type { Clock, Store, StoredResource } from "../../../../contract.ts";
import type { Objects, StoredObject } from "../../../../engines/objects/index.ts";
import type { ApiAnswer, ApiRequest } from "../../api/index.ts";

/** The context of the operations. */
export interface BlobTools {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly objects: Objects;
}

/** A request to a container, which need not exist, or to a blob in it. */
export interface ContainerCall extends BlobTools {
  readonly request: ApiRequest;
  readonly account: StoredResource;
  /** The container's name and ARM id. */
  readonly name: string;
  readonly id: string;
  /** @default the container does not exist */
  readonly container: StoredResource | undefined;
}

/** A request to a blob, which need not exist, in an existing container. */
export interface BlobCall extends ContainerCall {
  readonly container: StoredResource;
  readonly bucket: string;
  readonly blob: string;
  /** @default the blob does not exist */
  readonly current: StoredObject | undefined;
}

/** The permission that the caller needs. */
export interface Need {
  /** The action of role-based access control, below `Microsoft.Storage/storageAccounts/blobServices/`. */
  readonly action: string;
  /** Whether it concerns the container itself: then a signature for its blobs is not enough. @default false */
  readonly isManagement?: boolean;
  /** The permissions, one of which a shared access signature must have. */
  readonly permissions: string;
  /** The action, as a verb. */
  readonly verb: string;
}

export interface Operation<Call> {
  readonly need: Need;
  /** The permission when the blob does not exist yet. @default the same */
  readonly needForNew?: Need;
  run(call: Call): ApiAnswer;
}

/** Operations by method and by the query parameter `comp`: `PUT`, `PUT metadata`. */
export type Operations<Call> = Readonly<Record<string, Operation<Call>>>;

import type { Clock, Store, StoredResource } from "../../../../contract.ts";
import type { Objects, StoredObject } from "../../../../engines/objects/index.ts";
import type { ApiAnswer, ApiRequest } from "../../api/index.ts";

/** What the operations work with. */
export interface BlobTools {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly objects: Objects;
}

/** A request to a container that may be there, or to a blob in one. */
export interface ContainerCall extends BlobTools {
  readonly request: ApiRequest;
  readonly account: StoredResource;
  /** The container's name and ARM id. */
  readonly name: string;
  readonly id: string;
  /** @default there is no such container */
  readonly container: StoredResource | undefined;
}

/** A request to a blob that may be there, in a container that is. */
export interface BlobCall extends ContainerCall {
  readonly container: StoredResource;
  readonly bucket: string;
  readonly blob: string;
  /** @default there is no such blob */
  readonly current: StoredObject | undefined;
}

/** What whoever calls must be allowed to do. */
export interface Need {
  /** The action of role-based access control, below `Microsoft.Storage/storageAccounts/blobServices/`. */
  readonly action: string;
  /** Whether it is done to the container itself: then no signature for what is in it will do. @default false */
  readonly isManagement?: boolean;
  /** The permissions of which a shared access signature must have one. */
  readonly permissions: string;
  /** What is done, as a verb. */
  readonly verb: string;
}

export interface Operation<Call> {
  readonly need: Need;
  /** What is needed when the blob is not there yet. @default the same */
  readonly needForNew?: Need;
  run(call: Call): ApiAnswer;
}

/** Operations by method and by the query parameter `comp`: `PUT`, `PUT metadata`. */
export type Operations<Call> = Readonly<Record<string, Operation<Call>>>;

import type { Properties, StoredResource, World } from "../../../contract.ts";
import type { Messages } from "../../../engines/messages.ts";
import type { Requester } from "./access.ts";
import type { MoveTasks } from "./moves/tasks.ts";

/** The context of an operation. */
export interface ActionContext {
  readonly world: World;
  readonly messages: Messages;
  readonly moves: MoveTasks;
  /** When queues were last purged. */
  readonly purged: Map<string, number>;
  readonly queue: StoredResource;
  readonly input: Properties;
  readonly requester: Requester;
}

/** An operation on a queue, and the permissions that its caller needs. */
export interface Action {
  readonly permissions: readonly string[];
  /** The queue that a request names. Throws {@link CloudError}. @default by its URL or its name */
  queue?(world: World, input: Properties): StoredResource;
  run(context: ActionContext): Properties | Promise<Properties>;
}

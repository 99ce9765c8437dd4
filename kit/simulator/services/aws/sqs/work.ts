import type { Properties, StoredResource, World } from "../../../contract.ts";
import type { Messages } from "../../../engines/messages.ts";
import type { Asking } from "./access.ts";
import type { MoveTasks } from "./moves/tasks.ts";

/** What an operation works with. */
export interface Work {
  readonly world: World;
  readonly messages: Messages;
  readonly moves: MoveTasks;
  /** When queues were purged last. */
  readonly purged: Map<string, number>;
  readonly queue: StoredResource;
  readonly input: Properties;
  readonly asking: Asking;
}

/** Something that can be done to a queue, and what its caller must be allowed there. */
export interface Action {
  readonly permissions: readonly string[];
  /** The queue that a request names. Throws {@link CloudError}. @default by its address or its name */
  queue?(world: World, input: Properties): StoredResource;
  run(work: Work): Properties | Promise<Properties>;
}

import type { Properties, StoredResource, World } from "../../../contract.ts";
import type { Messages } from "../../../engines/messages.ts";

/** What an operation works with. */
export interface Work {
  readonly world: World;
  readonly messages: Messages;
  /** When queues were purged last. */
  readonly purged: Map<string, number>;
  readonly queue: StoredResource;
  readonly input: Properties;
  /** Who sends: `AROA…:session`. */
  readonly sender: string;
}

/** Something that can be done to a queue, and what its caller must be allowed. */
export interface Action {
  readonly permission: string;
  run(work: Work): Properties | Promise<Properties>;
}

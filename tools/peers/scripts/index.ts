import type { Script } from "../session.ts";
import { filterScripts } from "./sns/filters.ts";
import { publishScripts } from "./sns/publish.ts";
import { batchScripts } from "./sqs/batches.ts";
import { messageScripts } from "./sqs/messages.ts";
import { queueScripts } from "./sqs/queues.ts";
import { visibilityScripts } from "./sqs/visibility.ts";

/** All exchanges, each with a name of its own within its service. */
export const scripts: readonly Script[] = [
  ...messageScripts,
  ...visibilityScripts,
  ...batchScripts,
  ...queueScripts,
  ...publishScripts,
  ...filterScripts,
];

import type { ConsumerDefinition, MessageContext } from "fourfold/runtime";

/** What a handler has written into its log. */
export interface Line {
  readonly message: string;
  readonly fields: object;
}

/** Why a handler has given a message up. */
export class Rejected extends Error {}

const nothing = () => {};

/**
 * Has a handler process one message without any cloud. Answers what it has logged.
 * @throws Rejected when it has given the message up.
 */
export async function processOne(
  handler: ConsumerDefinition,
  item: unknown,
  links: object = {},
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const info = (message: string, fields: object = {}) => void lines.push({ message, fields });
  const context: MessageContext = {
    id: "test",
    deadline: Number.MAX_SAFE_INTEGER,
    log: { debug: nothing, info, warn: nothing, error: nothing },
    coldStart: false,
    cloud: "aws",
    set: "shop",
    function: handler.name,
    remaining: () => 10_000,
    waitUntil: nothing,
    message: { id: "order-7", attempt: 1, enqueuedAt: new Date(0), attributes: {} },
    reject(reason) {
      throw new Rejected(reason);
    },
  };
  await handler.make(links)(item, {
    ...context,
    retryAfter() {
      throw new Error("No queue of the shop has delays.");
    },
  });
  return lines;
}

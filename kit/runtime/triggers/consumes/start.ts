import { FourfoldError } from "../../../spec/errors.ts";
import type { Duration, ServeSettings, StandardSchema } from "../../../spec/index.ts";
import { createContexts, type Invocation, type Platform, titleOf } from "../../invocation.ts";
import { type Drivers, openLinks } from "../../links.ts";
import { toDelay } from "../../messages/delay.ts";
import { originOf } from "../../messages/envelope.ts";
import { type Attempted, backoffAfter, type Delivered, type MessageOutcome, readItem } from "../../messages/process.ts";
import { within } from "../../platform/deadline.ts";
import type { DelayedMessageContext, MessageHandler } from "./context.ts";
import type { ConsumerDefinition } from "./definition.ts";

/** Processes a message, and says what becomes of it. Never rejects. */
export type Process = (message: Delivered, invocation: Invocation) => Promise<Attempted>;

/** Ends a handler that has decided itself what becomes of its message. */
class Decided extends Error {
  override readonly name = "Decided";
}

function makeHandler(
  definition: ConsumerDefinition,
  links: Readonly<Record<string, unknown>>,
): MessageHandler<unknown> {
  const handler: MessageHandler<unknown> = definition.make(links);
  if (typeof handler === "function") return handler;
  throw new FourfoldError("ERR_HANDLER_EXPORT", {
    where: titleOf(definition),
    what: "it made nothing that can process a message.",
    fix: "Return a function from the one that is passed to `consumer`.",
  });
}

const late = () => new Error("The message took longer than its time limit.");

/** What a handler can decide about its message, and what it has decided. */
function createVerdict() {
  let said: MessageOutcome | undefined;
  const decide = (outcome: MessageOutcome): never => {
    said ??= outcome;
    throw new Decided("The handler has said what becomes of its message.");
  };
  return {
    said: () => said,
    reject: (reason: string) => decide({ is: "dead", reason: String(reason) }),
    retryAfter: (time: Duration) => decide({ is: "again", after: toDelay(time) }),
  };
}

type Settings = ServeSettings<"consumes">["consumes"];

/** What becomes of a message whose attempt has failed. */
function afterFailure(error: unknown, attempt: number, { attempts, backoff }: Settings): MessageOutcome {
  if (attempt < attempts) return { is: "again", after: backoffAfter(attempt, backoff) };
  return {
    is: "dead",
    reason: `Attempt ${attempt} of ${attempts} failed: ${error instanceof Error ? error.message : String(error)}`,
  };
}

/** A message whose handler asks for another attempt at the last one becomes a dead letter. */
function atMost(outcome: MessageOutcome, attempt: number, { attempts }: Settings): MessageOutcome {
  if (outcome.is !== "again" || attempt < attempts) return outcome;
  return { is: "dead", reason: `Attempt ${attempt} of ${attempts} asked for another one.` };
}

/**
 * Starts a function: opens its links and makes its handler. Each message is logged with its attempt, its result and its duration in
 * milliseconds; a failure with stack and cause.
 *
 * @param schema - What checks items. @default items are not checked
 * @throws FourfoldError `ERR_LINK` when what a link needs is missing.
 */
export function start(
  definition: ConsumerDefinition,
  { links, consumes: settings }: Pick<ServeSettings<"consumes">, "links" | "consumes">,
  drivers: Drivers,
  platform: Platform,
  schema?: StandardSchema<unknown>,
): Process {
  const { handed, enter } = openLinks(titleOf(definition), links, drivers, platform.environment);
  const handler = makeHandler(definition, handed);
  const makeContext = createContexts(definition, platform);
  const attemptOn = async (message: Delivered, context: Omit<DelayedMessageContext, "reject" | "retryAfter">) => {
    const verdict = createVerdict();
    const { attempt } = message;
    try {
      const read = await readItem(message.body, schema);
      if ("reason" in read) return { is: "dead", reason: read.reason } satisfies MessageOutcome;
      const { reject, retryAfter } = verdict;
      const work = enter(context, () => handler(read.item, { ...context, reject, retryAfter }));
      await within(Math.min(context.remaining(), settings.timeLimit * 1_000), work, late);
      return atMost(verdict.said() ?? { is: "done" }, attempt, settings);
    } catch (error) {
      const said = verdict.said();
      if (said !== undefined) return atMost(said, attempt, settings);
      context.log.error("The message failed.", { error });
      return afterFailure(error, attempt, settings);
    }
  };
  return async (message, invocation) => {
    const { envelope, attributes, attempt } = message;
    const { id } = invocation;
    const labels = { invocationId: id, messageId: envelope.id };
    const own = { id: envelope.id, attempt, enqueuedAt: new Date(envelope.sent), attributes };
    const context = { ...makeContext(labels, originOf(envelope, id), invocation), id, message: own };
    const began = Date.now();
    const outcome = await attemptOn(message, context);
    const result = { done: "done", again: "tried again", dead: "dead letter" }[outcome.is];
    const fields = { attempt, ...outcome, is: undefined, result, duration: Date.now() - began };
    if (outcome.is === "dead") context.log.error("message", fields);
    else context.log.info("message", fields);
    return { outcome, log: context.log };
  };
}

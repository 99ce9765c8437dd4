import type { Invocation } from "../invocation.ts";
import type { Process } from "../triggers/consumes/start.ts";
import { deadLetterEnvelope, parse } from "./envelope.ts";
import type { Attempted, Delivered, MessageOutcome } from "./process.ts";
import { forward, type Sender } from "./sender.ts";

/** Sends a message to the dead letters, with its attempts and the reason. */
async function toDeadLetters(sender: Sender, message: Delivered, reason: string): Promise<void> {
  const { envelope, body, attributes, attempt } = message;
  const isRaw = parse(body) === undefined;
  await forward(sender, { envelope: deadLetterEnvelope(envelope, attempt, reason), body, attributes, isRaw });
}

/** What a platform is left to do with a message. */
export type PlatformOutcome = Exclude<MessageOutcome, { readonly is: "dead" }>;

/** Seconds before a message that could not be put into the dead letters is tried again. */
const soon = 10;

/**
 * Returns what processes a message, and puts it into the dead letters where it has to: with the reason, which no platform records
 * by itself. One that cannot be put there is tried again, and never lost.
 */
export function createSettler(process: Process, deadLetters: Sender) {
  return async (message: Delivered, invocation: Invocation): Promise<Attempted<PlatformOutcome>> => {
    const { outcome, log } = await process(message, invocation);
    if (outcome.is !== "dead") return { outcome, log };
    try {
      await toDeadLetters(deadLetters, message, outcome.reason);
      return { outcome: { is: "done" }, log };
    } catch (error) {
      log.error("The message could not be put into the dead letters.", { error });
      return { outcome: { is: "again", after: soon }, log };
    }
  };
}

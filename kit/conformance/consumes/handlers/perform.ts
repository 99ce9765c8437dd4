import { setTimeout } from "node:timers/promises";
import type { MessageContext } from "fourfold/runtime";
import type * as v from "valibot";
import type { Work } from "../set.ts";
import { tell } from "./tell.ts";

/** Ends the process that runs this, as a crash does; where that is not possible, hangs for ever, as on a lost machine. */
export function crash(): Promise<void> {
  if (typeof process.exit === "function") process.exit(1);
  return never();
}

const never = (): Promise<void> => new Promise(() => undefined);

function fail(): never {
  throw new Error("It is to fail.");
}

/** For handlers that reject, and go on as if they had not. */
function rejectAndGoOn({ log, reject }: MessageContext): void {
  try {
    reject("It is rejected, whatever comes then.");
  } catch (error) {
    log.info("went on", { error });
  }
}

/** A reason of 3,000 bytes. */
export const longReason = "ü".repeat(1_500);

type Deed = v.InferOutput<typeof Work>["do"];

const deeds: { readonly [D in Deed]?: (context: MessageContext) => void | Promise<void> } = {
  fail,
  "fail once": ({ message }) => (message.attempt === 1 ? fail() : undefined),
  "fail twice": ({ message }) => (message.attempt <= 2 ? fail() : undefined),
  "fail with a text": () => {
    // A thrown value need not be an error.
    throw "It is to fail with a text.";
  },
  reject: ({ reject }) => reject("It is to be rejected: “ü”."),
  "reject at length": ({ reject }) => reject(longReason),
  "reject and go on": rejectAndGoOn,
  "fail twice and reject": ({ message, reject }) => {
    return message.attempt <= 2 ? fail() : reject("It is to be rejected at last.");
  },
  hang: () => setTimeout(60_000),
  "never return once": ({ message }) => (message.attempt === 1 ? never() : undefined),
  exit: crash,
  "exit once": ({ message }) => (message.attempt === 1 ? crash() : undefined),
};

/** Does what a message says. */
export async function perform(work: v.InferOutput<typeof Work>, context: MessageContext): Promise<void> {
  tell(work, context);
  await deeds[work.do]?.(context);
  context.log.info("did", { key: work.key, attempt: context.message.attempt });
}

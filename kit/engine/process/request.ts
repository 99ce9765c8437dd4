import * as v from "valibot";
import type { Deployed } from "../deploy.ts";
import type { EngineEvent } from "../events.ts";

const RunRequest = v.object({
  operation: v.picklist(["preview", "up", "destroy"]),
  project: v.string(),
  stack: v.string(),
  organization: v.optional(v.string()),
  config: v.object({
    values: v.record(v.string(), v.string()),
    secretKeys: v.array(v.string()),
  }),
  /** The program's file, with its full path. */
  main: v.string(),
  /** The settings for ts-node, relative to the program, if it compiles a CommonJS program. */
  tsconfig: v.optional(v.string()),
  /** The ports of the providers' servers on 127.0.0.1, by package. */
  providers: v.record(v.string(), v.number()),
  /** The checkpoint: an address that answers GET and PATCH, and the bearer token it requires. */
  checkpoint: v.object({ url: v.string(), token: v.string() }),
  /** The address of all values, which include the checkpoints of other stacks, for stack references. */
  stacks: v.optional(v.object({ url: v.string(), token: v.string() })),
});

/** The request of a run in a process of its own. */
export type RunRequest = v.InferOutput<typeof RunRequest>;

const FromParent = v.variant("type", [
  v.object({ type: v.literal("start"), request: RunRequest }),
  v.object({ type: v.literal("cancel") }),
]);

/** Messages to a run. */
export type FromParent = v.InferOutput<typeof FromParent>;

/** Messages from a run: its events, and finally its result. */
export type FromRun =
  | { readonly type: "event"; readonly event: EngineEvent }
  | { readonly type: "result"; readonly deployed: Deployed };

/** @throws when the message is not one of ours. */
export function parseFromParent(message: unknown): FromParent {
  return v.parse(FromParent, message);
}

/** Only a process that we have started with our own code sends these. */
export function isFromRun(message: unknown): message is FromRun {
  return typeof message === "object" && message !== null && "type" in message;
}

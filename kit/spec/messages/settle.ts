import type { Cloud } from "../clouds.ts";
import { FourfoldError } from "../errors.ts";
import { requireFeature } from "../support.ts";
import { type Duration, toSeconds } from "../units.ts";
import { messageLimits } from "./common-limits.ts";
import type { Range } from "./limits.ts";
import type { Backoff, QueueOptions } from "./queue.ts";
import { messageSupports } from "./supports.ts";

/** A queue's settings where the spec leaves them out. */
export const queueDefaults = {
  attempts: 5,
  timeLimit: "30 seconds",
  backoff: { from: "10 seconds", to: "10 minutes" },
  keepFor: "4 days",
} as const satisfies Omit<Required<QueueOptions>, "delays" | "from" | "was">;

/** How long dead letters are kept, in seconds: as long as all four clouds can. */
export const deadLettersKept = messageLimits.keepFor.max;

/** Seconds that a function has beyond the time limit of its messages, to report their results. */
const grace = 5;

/** How long one call of a consumer may take, in seconds: the messages of a batch run side by side. */
export const callTime = ({ timeLimit }: Pick<SettledQueue, "timeLimit">): number => timeLimit + grace;

/** A queue's settings with every default applied, in seconds. */
export interface SettledQueue {
  readonly attempts: number;
  readonly timeLimit: number;
  readonly backoff: { readonly from: number; readonly to: number };
  readonly keepFor: number;
  readonly delays: boolean;
}

function requireWithin(property: string, value: number, { min, max }: Range, unit: string, where: string): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const range = `whole ${unit} from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `\`${property}\` is ${value.toLocaleString("en")} ${unit}, and must be ${range} on every cloud.`,
    fix: `Change \`${property}\`.`,
  });
}

const within = (property: string, asked: Duration, bounds: Range, where: string): number => {
  const seconds = toSeconds(asked, where);
  requireWithin(property, seconds, bounds, "seconds", where);
  return seconds;
};

function settleBackoff(asked: Backoff, where: string): SettledQueue["backoff"] {
  const { from = queueDefaults.backoff.from, to = queueDefaults.backoff.to } = asked;
  const bounds = { min: 1, max: messageLimits.backoff };
  const settled = { from: within("backoff.from", from, bounds, where), to: within("backoff.to", to, bounds, where) };
  if (settled.from <= settled.to) return settled;
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: `\`backoff\` goes from ${from} to ${to}, which is less.`,
    fix: "Raise `backoff.to`, or lower `backoff.from`.",
  });
}

/**
 * Applies the defaults to a queue's options, and refuses values that not every cloud supports.
 * @param where - The queue as errors name it: `Queue "placed"`.
 * @throws FourfoldError `ERR_LIMIT` or `ERR_SPEC`
 */
export function readQueue(options: Omit<QueueOptions, "from" | "was">, where: string): SettledQueue {
  const { attempts = queueDefaults.attempts, delays = false } = options;
  requireWithin("attempts", attempts, messageLimits.attempts, "attempts", where);
  const shortest = { min: 1, max: messageLimits.timeLimit };
  return {
    attempts,
    timeLimit: within("timeLimit", options.timeLimit ?? queueDefaults.timeLimit, shortest, where),
    backoff: settleBackoff(options.backoff ?? {}, where),
    keepFor: within("keepFor", options.keepFor ?? queueDefaults.keepFor, messageLimits.keepFor, where),
    delays,
  };
}

/**
 * Fits a queue to a cloud.
 * @throws FourfoldError `ERR_LIMIT`, `ERR_SPEC`, or `ERR_UNSUPPORTED` for delays where the cloud has none.
 */
export function settleQueue(options: Omit<QueueOptions, "from" | "was">, cloud: Cloud, where: string): SettledQueue {
  const settled = readQueue(options, where);
  if (settled.delays) requireFeature(messageSupports.delays, cloud, where);
  return settled;
}

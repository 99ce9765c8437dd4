import { hasReversedRange, type Parsed, readCron } from "./timer.ts";

/** Minute, hour, day of the month, month, day of the week: Sunday is 1. */
const grammar = [
  /^[\d,*/-]+$/,
  /^[\d,*/-]+$/,
  /^(?:[\d,*/-]+|L|LW|\d+W)$/i,
  /^[\dA-Z,*/-]+$/i,
  /^(?:[1-7A-Z,*/-]+|[1-7]L|[A-Z]{3}L|(?:[1-7]|[A-Z]{3})#[1-5])$/i,
];

/** Syntax that Cloudflare accepts and the simulator does not. https://github.com/cloudflare/saffron/blob/main/saffron/src/parse.rs */
const beyond: readonly { readonly found: (text: string) => boolean; readonly message: string }[] = [
  {
    found: (text) => /\bL-\d+/i.test(text),
    message: "Days before the last of a month (L-3) are not simulated. Write the days.",
  },
  {
    found: hasReversedRange,
    message: "Ranges over the end of a field (22-4) are not simulated. Write two ranges: 22-23,0-4.",
  },
];

/**
 * The cron expressions of Workers, in UTC: five fields, Sunday is 1 and Saturday 7, and where a day of the month and a day of the
 * week are both given one of them is enough. The weekday 0 is refused.
 * https://developers.cloudflare.com/workers/configuration/cron-triggers/#supported-cron-expressions
 * https://github.com/cloudflare/workers-sdk/issues/8923
 */
export function parseCloudflareCron(text: string): Parsed {
  const refusal: Parsed = { kind: "refusal", message: "invalid cron string" };
  const limit = beyond.find(({ found }) => found(text));
  if (limit !== undefined) return { kind: "limit", message: limit.message };
  const fields = text.trim().split(/\s+/);
  if (fields.length !== grammar.length || !grammar.every((pattern, at) => pattern.test(fields[at] ?? "")))
    return refusal;
  const timer = readCron(fields.join(" "), { mode: "5-part", alternativeWeekdays: true, sloppyRanges: true });
  return timer === undefined ? refusal : { kind: "timer", timer };
}

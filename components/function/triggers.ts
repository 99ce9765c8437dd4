import {
  type Cors,
  type Duration,
  FourfoldError,
  type HttpTrigger,
  type Interval,
  type Schedule,
  type Size,
  type Triggered,
} from "fourfold";
import type { CorsArgs, FunctionArgs, HttpArgs, TimesArgs } from "./args.ts";

/** Other languages have no type that is a list or one text: every origin is a list of one. */
function toCors({ maxAge, ...others }: CorsArgs): Cors {
  return { ...others, ...(maxAge === undefined ? {} : { maxAge: maxAge as Duration }) };
}

function toHttp({ streaming = false, maxBody, cors }: HttpArgs): HttpTrigger {
  return {
    streaming,
    ...(maxBody === undefined ? {} : { maxBody: maxBody as Size }),
    ...(cors === undefined ? {} : { cors: toCors(cors) }),
  };
}

/**
 * Other languages have no type that is an interval or an expression.
 * @throws FourfoldError `ERR_ARGUMENT` for both of them, and for none.
 */
export function toSchedule({ every, cron, timeZone }: TimesArgs, where: string): Schedule {
  if (every !== undefined && cron === undefined && timeZone === undefined) return every as Interval;
  if (cron !== undefined && every === undefined) return { cron, ...(timeZone === undefined ? {} : { timeZone }) };
  throw new FourfoldError("ERR_ARGUMENT", {
    where,
    what: "`schedule` must have either `every` or `cron`, and a time zone only with `cron`.",
    fix: 'Write `{ every: "every 5 minutes" }` or `{ cron: "0 2 * * *", timeZone: "Europe/Vienna" }`.',
  });
}

/** A function's triggers as the spec has them. A trigger adds its line here. */
export function toTriggers({ http, schedule }: FunctionArgs, where: string): Triggered {
  return {
    ...(http === undefined ? {} : { http: toHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: toSchedule(schedule, where) }),
  };
}

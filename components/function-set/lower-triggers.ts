import { type Cors, type HttpTrigger, httpOf, type Schedule, type Triggered } from "fourfold";
import type { CorsArgs, HttpArgs, TimesArgs } from "../function/args.ts";
import type { SetFunctionArgs } from "./args.ts";

/** Copies a list, which the set's own type lets nobody change. */
const copied = (name: string, list: readonly string[] | undefined) => (list === undefined ? {} : { [name]: [...list] });

function lowerCors({ origins, methods, headers, expose, credentials, maxAge }: Cors): CorsArgs {
  return {
    origins: origins === "*" ? ["*"] : [...origins],
    ...copied("methods", methods),
    ...copied("headers", headers),
    ...copied("expose", expose),
    ...(credentials === undefined ? {} : { credentials }),
    ...(maxAge === undefined ? {} : { maxAge }),
  };
}

function lowerHttp(http: HttpTrigger | true): HttpArgs {
  const { streaming, maxBody, cors } = httpOf(http);
  return {
    ...(streaming === undefined ? {} : { streaming }),
    ...(maxBody === undefined ? {} : { maxBody }),
    ...(cors === undefined ? {} : { cors: lowerCors(cors) }),
  };
}

function lowerSchedule(schedule: Schedule): TimesArgs {
  return typeof schedule === "string" ? { every: schedule } : { ...schedule };
}

/** A function's triggers without unions, as other languages have them. A trigger adds its line here. */
export function lowerTriggers({ http, schedule }: Triggered): Pick<SetFunctionArgs, "http" | "schedule"> {
  return {
    ...(http === undefined ? {} : { http: lowerHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: lowerSchedule(schedule) }),
  };
}

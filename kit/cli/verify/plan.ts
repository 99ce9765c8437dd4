import { largestBody } from "../../conformance/http/behaviours/bodies.ts";
import { largestOwnBody } from "../../conformance/http/own/limits.ts";
import { type Case, noLogs, obstacleTo } from "../../conformance/http/run.ts";
import { formatBytes, formatMilliseconds, formatTable } from "../terminal/table.ts";
import type { NamedTarget } from "./targets.ts";

/** The behaviours to check at one target. */
export interface TargetPlan {
  readonly target: NamedTarget;
  readonly cases: readonly Case[];
  /** The total number of requests, including the first one, which checks that the target answers. */
  readonly requests: number;
}

/** The options of a plan. */
export interface PlanOptions {
  /** Only behaviours whose subject and name contain it, ignoring case. @default all */
  readonly grep?: string;
  /** How many behaviours are checked at the same time at each target. */
  readonly concurrency: number;
}

/** The estimated network time of a request, in milliseconds, for the announced duration of a run. */
const roundTrip = 150;

/** The additional time for each target, in milliseconds: waiting for a timeout and for slow streams. */
const waiting = 5_000;

/** Plans the behaviours for each target. */
export function planCalls(targets: readonly NamedTarget[], { grep = "" }: PlanOptions): readonly TargetPlan[] {
  const wanted = grep.toLowerCase();
  return targets.map((target) => {
    const cases = target.cases.filter(({ subject, name }) => `${subject}: ${name}`.toLowerCase().includes(wanted));
    const asked = cases.filter((each) => obstacleTo(each, target) === undefined);
    return { target, cases, requests: 1 + asked.reduce((sum, { requests }) => sum + requests, 0) };
  });
}

/** Formats the plan with its number of requests, since they may cost money. */
export function formatPlan(plans: readonly TargetPlan[], { concurrency }: PlanOptions): string {
  const rows = plans.map(({ target: { cloud, kind, publicUrl, url }, cases, requests }) => {
    const here = new URL(publicUrl).host === new URL(url).host ? "" : ` (answered by ${url})`;
    return [cloud, kind, String(cases.length), String(requests), `${publicUrl}${here}`];
  });
  const total = plans.reduce((sum, { requests }) => sum + requests, 0);
  const most = Math.max(...plans.map(({ requests }) => requests));
  const obstacles = plans.flatMap(({ target, cases }) => cases.flatMap((each) => obstacleTo(each, target) ?? []));
  const unlogged = obstacles.filter((obstacle) => obstacle === noLogs).length;
  const isOwn = (wanted: boolean) => plans.some(({ target }) => target.isOwn === wanted);
  const largest = Math.max(isOwn(true) ? largestOwnBody : 0, isOwn(false) ? largestBody : 0);
  const duration = formatMilliseconds(waiting + (most * roundTrip) / concurrency);
  return [
    `This will send ${total} requests to ${plans.length} functions:`,
    "",
    formatTable([["cloud", "kind", "behaviours", "requests", "address"], ...rows], [2, 3]),
    "",
    `The largest body is ${formatBytes(largest)}. At ${roundTrip} ms for a request it takes about ${duration}.`,
    "Nothing is created, changed or removed. Some requests are malformed or too large.",
    ...(isOwn(true) ? ["Your own functions are asked only what has no effect, whatever their handlers do."] : []),
    ...(isOwn(false)
      ? [
          "Some make a function of the conformance app fail, or run into its timeout of 3 seconds, on purpose: alarms on",
          "errors may go off.",
        ]
      : []),
    ...(unlogged === 0 ? [] : [`${unlogged} behaviours are seen in logs only, and not checked without --logs.`]),
    ...(unlogged === obstacles.length
      ? []
      : [`${obstacles.length - unlogged} behaviours cannot be checked; the report says why.`]),
  ].join("\n");
}

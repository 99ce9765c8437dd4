import type { HttpContext } from "fourfold/runtime";
import type { ConformanceLinks, Part } from "./part.ts";

/** What a function sees of its environment. */
export interface Surroundings {
  readonly requestId: string;
  readonly cloud: string;
  readonly set: string;
  readonly function: string;
  readonly coldStart: boolean;
  /** Whether the first request that this instance passed to the app was marked as a cold start. */
  readonly startedCold: boolean;
  readonly clientAddress?: string;
  /** Milliseconds that remained at the beginning of the request, and after a pause of at least 20. */
  readonly remaining: readonly [number, number];
  /** Milliseconds from now to the deadline. */
  readonly untilDeadline: number;
  /** The number of requests to the app in this instance. */
  readonly requests: number;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function readEnvironment(): Response {
  const names = Object.keys(process.env).filter((name) => name.startsWith("CONFORMANCE_"));
  return Response.json(Object.fromEntries(names.map((name) => [name, process.env[name]])));
}

function writeLog(request: Request, { log }: HttpContext): Response {
  const marker = new URL(request.url).searchParams.get("marker");
  log.info("an event of the app", { marker, amount: 12, nested: { list: [1, "two"] } });
  log.error("it failed", { marker, error: new Error("the reason") });
  return new Response("logged");
}

/** Answers with what the function sees of its environment, and writes to the log. `note` is called for every request to the app. */
export function createSurroundings(links: ConformanceLinks) {
  const instance = { requests: 0, startedCold: false };
  const others: Readonly<Record<string, Part>> = {
    links: () => Response.json(links),
    environment: readEnvironment,
    log: writeLog,
  };
  const part: Part = async (request, context, rest) => {
    const [what = ""] = rest;
    const other = Object.hasOwn(others, what) ? others[what] : undefined;
    if (other !== undefined) return other(request, context, rest);
    const { requestId, cloud, set, function: name, coldStart, clientAddress } = context;
    const { requests, startedCold } = instance;
    const before = context.remaining();
    await pause(20);
    return Response.json({
      ...{ requestId, cloud, set, function: name, coldStart, startedCold, clientAddress, requests },
      remaining: [before, context.remaining()],
      untilDeadline: context.deadline - Date.now(),
    });
  };
  const note = ({ coldStart }: HttpContext): void => {
    instance.requests += 1;
    if (instance.requests === 1) instance.startedCold = coldStart;
  };
  return { part, note };
}

import type { ConformanceLinks, Part } from "./app.ts";

/** What a function sees of where it runs. */
export interface Surroundings {
  readonly requestId: string;
  readonly cloud: string;
  readonly set: string;
  readonly function: string;
  readonly coldStart: boolean;
  readonly clientAddress?: string;
  /** Milliseconds that were left at the request's begin, and again after a pause of at least 20. */
  readonly remaining: readonly [number, number];
  /** Milliseconds from now to the deadline. */
  readonly untilDeadline: number;
  /** The number of requests to this part in this instance. */
  readonly requests: number;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tells what the function sees of its surroundings, and writes to the log. */
export function createSurroundings(links: ConformanceLinks): Part {
  let requests = 0;
  return async (request, context, [what]) => {
    requests += 1;
    if (what === "links") return Response.json(links);
    if (what === "environment") {
      const names = Object.keys(process.env).filter((name) => name.startsWith("CONFORMANCE_"));
      return Response.json(Object.fromEntries(names.map((name) => [name, process.env[name]])));
    }
    if (what === "log") {
      const marker = new URL(request.url).searchParams.get("marker");
      context.log.info("an event of the app", { marker, amount: 12, nested: { list: [1, "two"] } });
      context.log.error("it failed", { marker, error: new Error("the reason") });
      return new Response("logged");
    }
    const before = context.remaining();
    await pause(20);
    return Response.json({
      requestId: context.requestId,
      cloud: context.cloud,
      set: context.set,
      function: context.function,
      coldStart: context.coldStart,
      clientAddress: context.clientAddress,
      remaining: [before, context.remaining()],
      untilDeadline: context.deadline - Date.now(),
      requests,
    });
  };
}

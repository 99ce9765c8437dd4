import type { HttpContext } from "fourfold/runtime";
import { background } from "./background.ts";
import { echo } from "./echo.ts";
import { failures } from "./failures.ts";
import type { ConformanceLinks, Part } from "./part.ts";
import { responses } from "./responses.ts";
import { answerRouted } from "./routed.ts";
import { streams } from "./streams.ts";
import { createSurroundings } from "./surroundings.ts";

/** The app that behaviours are tried on. It needs only the run time and a validator, so that teams can deploy it too. */
export function createApp(links: ConformanceLinks) {
  const surroundings = createSurroundings(links);
  const parts: Readonly<Record<string, Part>> = {
    background,
    echo,
    responses,
    streams,
    failures,
    surroundings: surroundings.part,
  };
  return {
    fetch(request: Request, context: HttpContext): Response | Promise<Response> {
      surroundings.note(context);
      const [, first = "", ...rest] = new URL(request.url).pathname.split("/");
      const part = Object.hasOwn(parts, first) ? parts[first] : undefined;
      return part === undefined ? answerRouted(request) : part(request, context, rest);
    },
  };
}

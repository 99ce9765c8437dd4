import { HttpError, http } from "fourfold/runtime";
import { hello } from "./hello.ts";

/** What runs: anything with `fetch`, such as a Hono app. Links come in as an argument. */
export default http(hello, "api", ({ greeting }) => ({
  fetch(request: Request): Response {
    const { pathname } = new URL(request.url);
    if (pathname !== "/") throw new HttpError(404, { detail: `${pathname} does not exist.` });
    return Response.json({ message: `${greeting.word}!` });
  },
}));

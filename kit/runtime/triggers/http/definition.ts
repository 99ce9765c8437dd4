import type { AnySet, FunctionsWith, Links } from "../../../spec/index.ts";
import type { Definition } from "../../invocation.ts";
import type { HttpApp } from "./context.ts";

/** What a handler's file exports. The bundler checks that it is the function that the set names. */
export interface HttpDefinition extends Definition {
  readonly trigger: "http";
  make(links: object): HttpApp;
}

/**
 * Makes the handler of a function that answers HTTP requests.
 *
 * @param name - The function's name in the set.
 * @param make - Makes the app. Called once, when the function starts, with what the function's links hand out.
 *
 * @example
 * export default http(shop, "api", ({ flags }) => {
 *   const app = new Hono<{ Bindings: HttpContext }>();
 *   app.get("/health", (c) => c.json({ ok: true, beta: flags.beta }));
 *   return withProblems(app);
 * });
 */
export function http<S extends AnySet, N extends FunctionsWith<S, "http">>(
  set: S,
  name: N,
  make: (links: Links<S, N>) => HttpApp,
): HttpDefinition {
  return {
    fourfold: 1,
    trigger: "http",
    set,
    name,
    // The run time reads the links that the function was deployed with: those that the set gives to this name.
    make: (links) => make(links as Links<S, N>),
  };
}

import type { HttpContext } from "fourfold/runtime";

/** Which function answered, and what it saw of the request. */
export interface Told {
  readonly function: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

/** Answers every request with the function's name and what it saw. */
export async function tell(request: Request, context: HttpContext): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { method } = request;
  const told: Told = { function: context.function, method, path: pathname, query: search, body: await request.text() };
  return Response.json(told);
}

import { HttpError, methodNotAllowed, readJson, readQuery } from "fourfold/runtime";
import * as v from "valibot";

const Order = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  items: v.pipe(v.array(v.object({ quantity: v.pipe(v.number(), v.integer()) })), v.minLength(1)),
});

const Search = v.object({ tag: v.array(v.string()), page: v.optional(v.pipe(v.string(), v.digits())) });

type Parameters = Readonly<Record<string, string>>;
type Respond = (request: Request, parameters: Parameters) => Response | Promise<Response>;

const readItem: Respond = (_request, parameters) => Response.json(parameters);

/** The app's routes: a path, in which `:name` is one segment, and what answers each method. */
const routes: Readonly<Record<string, Readonly<Record<string, Respond>>>> = {
  "/": { GET: () => new Response("the root") },
  "/items/:id": { GET: readItem, HEAD: readItem, PUT: (_, { id }) => Response.json({ id, put: true }) },
  "/items/:id/parts/:part": { GET: readItem },
  "/orders": { POST: async (request) => Response.json(await readJson(request, Order), { status: 201 }) },
  "/search": { GET: async (request) => Response.json(await readQuery(request, Search)) },
  "/gone": {
    GET: () => {
      throw new HttpError(410, { code: "sold_out", detail: "It is sold out.", headers: { "x-why": "sold" } });
    },
  },
};

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new HttpError(400, { detail: "The path is not percent-encoded UTF-8.", cause });
  }
}

/** The parameters of a path that matches a route. */
function match(route: string, path: string): Parameters | undefined {
  const [names, segments] = [route.split("/"), path.split("/")];
  if (names.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const segment = segments[index] ?? "";
    if (name.startsWith(":") && segment !== "") parameters[name.slice(1)] = decode(segment);
    else if (name !== segment) return undefined;
  }
  return parameters;
}

/** The part of the app that has routes: everything that no other part answers. */
export function answerRouted(request: Request): Response | Promise<Response> {
  const { pathname } = new URL(request.url);
  for (const [route, methods] of Object.entries(routes)) {
    const parameters = match(route, pathname);
    if (parameters === undefined) continue;
    const answer = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    if (answer === undefined) throw methodNotAllowed(Object.keys(methods));
    return answer(request, parameters);
  }
  throw new HttpError(404);
}

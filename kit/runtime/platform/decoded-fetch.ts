import { decodedHeaders } from "../light/decoded.ts";

/** The response with headers that fit its body, and so each clone of it. Its own property stands before the class's. */
function fitted(response: Response): Response {
  const headers = decodedHeaders(response);
  if (headers === response.headers) return response;
  const clone = response.clone.bind(response);
  return Object.defineProperties(response, {
    headers: { value: new Headers(headers) },
    clone: { value: () => fitted(clone()) },
  });
}

/** A `fetch` for where Node's own classes are used. With the light ones, responses are made with headers that fit. */
export function decodedFetch(native: typeof fetch): typeof fetch {
  return async (input, init) => fitted(await native(input, init));
}

import { decodedHeaders } from "../light/decoded.ts";

/** The response, and each clone of it, with headers that fit its decoded body: its own property hides that of the class. */
function fitted(response: Response): Response {
  const headers = decodedHeaders(response);
  if (headers === response.headers) return response;
  const clone = response.clone.bind(response);
  return Object.defineProperties(response, {
    headers: { value: new Headers(headers) },
    clone: { value: () => fitted(clone()) },
  });
}

/** A `fetch` for platforms that use Node's own classes. Light responses are made with headers that fit. */
export function decodedFetch(native: typeof fetch): typeof fetch {
  return async (input, init) => fitted(await native(input, init));
}

/** The response with changed headers: itself, or a copy when its headers are immutable, as those of a fetched one are. */
export function withHeaders(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    change(copy.headers);
    return copy;
  }
}

/** The response to HEAD: without a body. */
export async function withoutBody(response: Response): Promise<Response> {
  if (response.body === null) return response;
  await response.body.cancel();
  return new Response(null, response);
}

/** Headers that are about the connection, which is the platform's: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const ofConnection = new Set(["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"]);

/** The headers to hand to a platform, each with its whole value. Cookies are separate: they cannot be combined. */
export function plainHeaders(response: Response): Record<string, string> {
  const kept = [...response.headers].filter(([name]) => name !== "set-cookie" && !ofConnection.has(name));
  return Object.fromEntries(kept);
}

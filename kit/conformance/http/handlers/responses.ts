import type { Part } from "./part.ts";

/** All 256 bytes. */
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

/** "hello", compressed: `printf hello | gzip -n`. */
const compressed = Uint8Array.of(
  ...[0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0x03],
  ...[0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0],
  ...[0x86, 0xa6, 0x10, 0x36, 0x05, 0, 0, 0],
);

function withCookies(): Response {
  const headers = new Headers();
  headers.append("set-cookie", "one=1; Path=/; HttpOnly");
  headers.append("set-cookie", "two=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
  headers.append("set-cookie", "three=3; Secure; SameSite=Lax");
  return new Response("cookies", { headers });
}

function withRepeatedHeaders(): Response {
  const headers = new Headers([["x-twice", "first"]]);
  headers.append("x-twice", "second");
  return new Response("twice", { headers });
}

const answers: Readonly<Record<string, () => Response>> = {
  cookies: withCookies,
  twice: withRepeatedHeaders,
  bytes: () => new Response(bytes, { headers: { "content-type": "application/octet-stream" } }),
  untyped: () => new Response(bytes),
  picture: () => new Response(bytes, { headers: { "content-type": "image/png" } }),
  latin: () =>
    new Response(Uint8Array.of(0xe9, 0xe8), { headers: { "content-type": "text/plain; charset=iso-8859-1" } }),
  json: () => Response.json({ text: "Grüße 😀", "\u2028": [1, null, 1e21] }),
  compressed: () => new Response(compressed, { headers: { "content-type": "text/plain", "content-encoding": "gzip" } }),
  empty: () => new Response(""),
  large: () => new Response("0123456789abcdef".repeat(65_536), { headers: { "content-type": "text/plain" } }),
  elsewhere: () => new Response(null, { status: 302, headers: { location: "/echo?from=%2Fresponses" } }),
  conflict: () => Response.json({ reason: "taken" }, { status: 409, headers: { "x-own": "yes" } }),
  tagged: () => new Response(null, { status: 304, headers: { etag: '"v1"' } }),
};

/** Answers in every way an app may answer. */
export const responses: Part = (_request, _context, [what = "", status]) => {
  if (what === "status")
    return new Response([204, 205, 304].includes(Number(status)) ? null : "with a body", { status: Number(status) });
  return answers[what]?.() ?? new Response("no such answer", { status: 404 });
};

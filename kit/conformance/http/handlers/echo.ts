import type { Part } from "./part.ts";

/** What the app saw of a request. */
export interface Echo {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes in hexadecimal. */
  readonly body: string;
}

async function readForm(request: Request): Promise<readonly (readonly [string, unknown])[]> {
  const form = await request.formData();
  return Promise.all(
    [...form].map(async ([name, value]) => {
      if (typeof value === "string") return [name, value] as const;
      return [
        name,
        { file: value.name, type: value.type, bytes: toHex(new Uint8Array(await value.arrayBuffer())) },
      ] as const;
    }),
  );
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Answers with the request: as JSON, or below `/echo/body` with the body itself. */
export const echo: Part = async (request, _context, [what]) => {
  if (what === "form") return Response.json(await readForm(request));
  if (what === "json") return Response.json(await request.json());
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (what === "body") {
    return new Response(bytes, { headers: { "content-type": request.headers.get("content-type") ?? "text/plain" } });
  }
  const { pathname, searchParams } = new URL(request.url);
  const seen: Echo = {
    method: request.method,
    path: pathname,
    query: [...searchParams],
    headers: Object.fromEntries(request.headers),
    body: toHex(bytes),
  };
  return Response.json(seen);
};

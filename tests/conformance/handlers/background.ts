import type { Part } from "./app.ts";

/** Work that goes on after a response: `/background/start/<name>` starts some, `/background/done/<name>` tells of it. */
export function createBackground(): Part {
  const done = new Set<string>();
  return (_request, context, [what, name = ""]) => {
    if (what === "done") return Response.json({ done: done.has(name) });
    context.waitUntil(
      new Promise<void>((resolve) => {
        setTimeout(() => {
          done.add(name);
          resolve();
        }, 50);
      }),
    );
    return Response.json({ done: done.has(name) });
  };
}

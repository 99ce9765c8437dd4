import type { Part } from "./part.ts";

/** Leaves work behind that takes longer than the response, and logs when it is done: `/background`. */
export const background: Part = (_request, { waitUntil, log }) => {
  const work = new Promise<void>((resolve) => {
    setTimeout(() => {
      log.info("the work is done");
      resolve();
    }, 50);
  });
  waitUntil(work);
  return new Response("answered");
};

import { estimate } from "./estimate/estimate.ts";
import { programOf } from "./estimate/program.ts";
import { cloudflare } from "./meters/cloudflare/index.ts";
import { openBook } from "./prices/book.ts";
import type { CostedResource } from "./resources/resource.ts";

/** A Worker without a limit of its processor time, as all of an account's together. */
const workers: CostedResource = {
  urn: "workers",
  type: "cloudflare:index/workersScript:WorkersScript",
  name: "workers",
  inputs: {},
  sources: {},
};

/** To what requests are rounded down. */
const step = 1_000;

/**
 * How many requests of Workers an amount pays for in a month: with the plan, what is free with it, and the processor time that an
 * estimate takes for a request. In whole thousands.
 *
 * @param usd - US dollars.
 * @param at - When it is paid. @default now
 * @returns `undefined` where the plan alone costs more.
 */
export function workerRequestsFor(usd: number, at = new Date()): number | undefined {
  const options = { book: openBook(["cloudflare"]), at, free: new Set<string>(), allowances: 1 };
  const meters = new Map(cloudflare.map((metered) => [metered.type, metered]));
  const isPaid = (steps: number): boolean => {
    const usage = { [workers.name]: { requests: steps * step } };
    const { lines } = estimate(programOf([workers]), { ...options, meters, usage });
    return lines.reduce((total, { expected }) => total + expected, 0) <= usd;
  };
  if (!isPaid(0)) return undefined;
  let [least, most] = [0, 1];
  while (isPaid(most)) [least, most] = [most, most * 2];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isPaid(middle)) least = middle;
    else most = middle;
  }
  return least * step;
}

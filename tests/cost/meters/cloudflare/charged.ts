import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../../support/program.ts";
import { metered } from "../metered.ts";

export const typeOf = (name: string) => `cloudflare:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
export const before = new Date("2026-11-30T23:59:59Z");
export const after = new Date("2026-12-01");
export const usage = { requests: 1_000, cpuTime: 20, duration: 500, logSize: 2 };

/** What one resource is charged for, by price. */
export function chargedFor(name: string, inputs: Fields, asked: Parameters<typeof metered>[1] = {}) {
  const { quantities } = metered([resourceOf(typeOf(name), "it", inputs)], { usage, ...asked });
  return Object.fromEntries(
    Object.entries(quantities).map(([key, quantity]) => [key.replace("it cloudflare.", ""), quantity]),
  );
}

export const unpriced = (name: string, inputs: Fields) =>
  metered([resourceOf(typeOf(name), "it", inputs)], { usage }).unpriced;

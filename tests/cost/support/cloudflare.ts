import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import { consumed, type Usage, whyWithoutPrice } from "./metered.ts";
import { resourceOf, sourcesOf } from "./program.ts";

/** A resource of Cloudflare, whose type is named as its provider names it: `workersScript`. */
export const cloudflare = (
  name: string,
  logical: string,
  inputs: Fields = {},
  from: Readonly<Record<string, string>> = {},
): CostedResource =>
  resourceOf(`cloudflare:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`, logical, inputs, {
    sources: sourcesOf(from),
  });

/** The last moment of the prices by event, and the first of those by size: https://developers.cloudflare.com/observability/pricing/ */
export const [before, after] = [new Date("2026-11-30T23:59:59Z"), new Date("2026-12-01")];

export const usage: Usage = { requests: 1_000, cpuTime: 20, duration: 500, logSize: 2 };

/** What one resource takes. */
export const chargedFor = (name: string, inputs: Fields, used = usage, at?: Date) =>
  consumed([cloudflare(name, "one", inputs)], "one", used, at);

/** What of one resource has no price, and why. */
export const unpriced = (name: string, inputs: Fields) =>
  whyWithoutPrice([cloudflare(name, "one", inputs)], "one", usage);

import {
  type Cloud,
  type Duration,
  type SettledFunction,
  type SettledLink,
  type Size,
  settleFunction,
  startSettings,
} from "fourfold";
import type { BundleRequest } from "../../kit/bundler/index.ts";
import type { Contributed } from "../links/index.ts";
import { toTriggers } from "../triggers/index.ts";
import type { FunctionArgs } from "./args.ts";

/** Applies the defaults, and fits the function to its cloud. */
export function normalizeSettings(args: FunctionArgs, where: string): SettledFunction {
  const spec = {
    ...toTriggers(args, where),
    ...(args.assets === undefined ? {} : { assets: args.assets }),
    ...(args.memory === undefined ? {} : { memory: args.memory as Size }),
    ...(args.timeout === undefined ? {} : { timeout: args.timeout as Duration }),
  };
  return settleFunction(spec, args.cloud, where);
}

/**
 * What the function's code is started with. It comes from the component's arguments: only `deploy` reads the handler's set. Links
 * are sorted, so that their order in the set does not change the code.
 */
export function buildServeSettings(
  cloud: Cloud,
  settled: SettledFunction,
  contributed: readonly Contributed[],
): BundleRequest["settings"] {
  const sorted = contributed.toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  const links = sorted.map(({ resource, kind, verbs, generated, bound }) => {
    const link: SettledLink = { kind, verbs, ...(generated ? { generated } : {}), ...(bound ? { bound } : {}) };
    return [resource, link] as const;
  });
  return {
    timeout: settled.timeout,
    ...startSettings(settled, cloud),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
  };
}

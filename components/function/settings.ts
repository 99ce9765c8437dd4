import {
  type Duration,
  FourfoldError,
  type Resource,
  type SettledFunction,
  type SettledLink,
  type Size,
  settleFunction,
  startSettings,
  verbs,
} from "fourfold";
import type { BundleRequest } from "../../kit/bundler/index.ts";
import type { FunctionArgs, LinkArgs } from "./args.ts";
import { toTriggers } from "./triggers.ts";

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

function isKind(kind: string): kind is Resource["kind"] {
  return Object.hasOwn(verbs, kind);
}

function toLink(name: string, { kind, verbs: asked }: LinkArgs, where: string): SettledLink {
  if (isKind(kind)) return { kind, verbs: asked };
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: `the link "${name}" is to ${JSON.stringify(kind)}, which is not a kind of resource.`,
    fix: `Use one of ${Object.keys(verbs).join(", ")}.`,
  });
}

/**
 * What the function's code is started with. It is what the component was given: what the handler's set says is for
 * `deploy` alone. Links are sorted, so that their order in the set changes no code.
 */
export function buildServeSettings(
  args: FunctionArgs,
  settled: SettledFunction,
  where: string,
): BundleRequest["settings"] {
  const names = Object.entries(args.links ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const links = names.map(([name, link]) => [name, toLink(name, link, where)] as const);
  return {
    timeout: settled.timeout,
    ...startSettings(settled, args.cloud),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
  };
}

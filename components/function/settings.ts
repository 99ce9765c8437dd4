import {
  type Cors,
  type Duration,
  FourfoldError,
  type Resource,
  type ServeSettings,
  type SettledFunction,
  type SettledLink,
  type Size,
  settleFunction,
  verbs,
} from "fourfold";
import type { CorsArgs, FunctionArgs, LinkArgs } from "./args.ts";

/** Other languages have no type that is a list or one text: every origin is a list of one. */
function toCors({ maxAge, ...others }: CorsArgs): Cors {
  return { ...others, ...(maxAge === undefined ? {} : { maxAge: maxAge as Duration }) };
}

/** Applies the defaults, and fits the function to its cloud. */
export function normalizeSettings(args: FunctionArgs, where: string): SettledFunction {
  const { streaming = false, maxBody, cors } = args.http ?? {};
  const spec = {
    http: {
      streaming,
      ...(maxBody === undefined ? {} : { maxBody: maxBody as Size }),
      ...(cors === undefined ? {} : { cors: toCors(cors) }),
    },
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
export function buildServeSettings(args: FunctionArgs, settled: SettledFunction, where: string): ServeSettings {
  const { timeout, streaming, maxBody, cors } = settled;
  const names = Object.entries(args.links ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const links = names.map(([name, link]) => [name, toLink(name, link, where)] as const);
  return {
    ...{ timeout, streaming, maxBody },
    ...(cors === undefined ? {} : { cors }),
    ...(links.length === 0 ? {} : { links: Object.fromEntries(links) }),
  };
}

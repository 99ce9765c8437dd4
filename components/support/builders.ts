import { createRequire } from "node:module";
import type { ComponentResource } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, isFourfoldError, type PerCloud } from "fourfold";
import { checkSdk, packages } from "./sdks.ts";

const require = createRequire(import.meta.url);

/** The codes with which Node reports a missing package, to `import` and to `require`: https://nodejs.org/api/errors.html */
const notFound = new Set(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"]);

function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && "code" in error && notFound.has(String(error.code)) && error.message.includes(name);
}

/**
 * Builders are loaded when they are used, so that a stack on one cloud loads one SDK, and a project installs only those of its
 * clouds. The version of an SDK is checked first: it decides whether the SDK knows what a builder sets.
 */
function loadBuilder<Builder>(builders: PerCloud<() => Builder>, cloud: Cloud, where: string): Builder {
  const name = `@pulumi/${packages[cloud]}`;
  try {
    const { version }: { readonly version: string } = require(`${name}/package.json`);
    checkSdk(cloud, version, where);
    return builders[cloud]();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new FourfoldError("ERR_SDK", {
      where,
      what: `it deploys to ${cloud}, and the package ${name} is not installed.`,
      fix: `Run \`npm install ${name}\`.`,
      cause,
    });
  }
}

/** Enough to see where in a transform an error was thrown. */
const fewFrames = 3;

/**
 * Runs what creates many resources with short stacks. Pulumi formats a stack for every property of every resource, in case it is
 * never settled, which takes half of a large program's time and memory:
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts (debuggablePromise)
 */
function withShortStacks<T>(create: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Math.min(limit, fewFrames);
  try {
    return create();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Adds the callers to an error, which a short stack leaves out. A user's mistake has no stack. */
function withCallers(error: unknown): unknown {
  if (!(error instanceof Error) || isFourfoldError(error)) return error;
  const callers = (new Error().stack ?? "").split("\n").slice(1);
  error.stack = [error.stack, ...callers].join("\n");
  return error;
}

/**
 * Makes the children of a component on a cloud.
 *
 * @param builders - What loads the builder of each cloud.
 * @throws FourfoldError `ERR_SDK` when the cloud's SDK is not installed, or is of a version that would drop properties.
 */
export function build<Plan extends { readonly where: string }, Parts>(
  builders: PerCloud<() => (self: ComponentResource, plan: Plan) => Parts>,
  cloud: Cloud,
  self: ComponentResource,
  plan: Plan,
): Parts {
  const builder = loadBuilder(builders, cloud, plan.where);
  try {
    return withShortStacks(() => builder(self, plan));
  } catch (error) {
    throw withCallers(error);
  }
}

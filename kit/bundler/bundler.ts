import type { Artifact, BundleRequest } from "./artifact.ts";
import { debuggableVariable, forDebugger } from "./debuggable.ts";
import { defaultLongestLoad } from "./handler/check.ts";
import { makeAll, type Order } from "./make-all.ts";

export interface BundlerOptions {
  /**
   * How long a handler's file may take to load when it is checked, in milliseconds. Clouds allow it one second (Workers,
   * https://developers.cloudflare.com/workers/platform/limits/#worker-startup-time) to ten (Lambda,
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html); a busy machine takes longer than they do.
   * @default 10000
   */
  readonly longestLoad?: number;
}

/** Bundles functions. */
export interface Bundler {
  /**
   * Makes the artifact of a function for a cloud, or finds it already made. After a source has changed, call it again.
   * A reader of the artifact's folder sees whole files at any time.
   *
   * Everything that is asked for in the same tick is built together: a thousand functions take as long as esbuild takes for them.
   * An artifact's bytes and errors do not depend on what is built with it.
   *
   * @throws FourfoldError `ERR_HANDLER_MISSING`, `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line,
   * `ERR_LIMIT` with what is heavy when the cloud would refuse the artifact's size.
   */
  bundle(request: BundleRequest): Promise<Artifact>;
}

/** Makes a bundler with options of its own. */
export function createBundler({ longestLoad = defaultLongestLoad }: BundlerOptions = {}): Bundler {
  const orders: Order[] = [];
  return {
    bundle(request) {
      const { promise, resolve, reject } = Promise.withResolvers<Artifact>();
      if (orders.length === 0) queueMicrotask(() => void makeAll(orders.splice(0), longestLoad));
      orders.push({ request, resolve, reject });
      return promise;
    },
  };
}

/** For all functions of a program: it keeps nothing from one tick to the next. */
const bundler = createBundler();

/**
 * Makes the artifact of a function for a cloud, or finds it already made. It is for a debugger where the environment
 * asks for that: a program does not know how it is run.
 * @throws what {@link Bundler.bundle} throws.
 */
export const bundle: Bundler["bundle"] = (request) =>
  bundler.bundle(process.env[debuggableVariable] === "1" ? forDebugger(request) : request);

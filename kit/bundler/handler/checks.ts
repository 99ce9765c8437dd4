import type { BundleRequest } from "../artifact.ts";
import type { Build } from "../build/build.ts";
import { hashOf, type Place, readIfThere, writeWhole } from "../output/store.ts";
import { checkHandler, createProbe } from "./check.ts";

/** Checks of handlers that are kept ready for the next one. */
export interface HandlerChecks {
  /**
   * Makes sure that a handler exports what its function needs. The four clouds of a function share one check.
   * @throws FourfoldError `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line.
   */
  check(request: BundleRequest, handler: string, place: Place): Promise<void>;
  dispose(): Promise<void>;
}

/** @param longestLoad - How long a handler's file may take to load, in milliseconds. */
export function createHandlerChecks(longestLoad: number): HandlerChecks {
  const probes = new Map<string, Build<"probe">>();
  const running = new Map<string, Promise<void>>();

  const run = async (request: BundleRequest, handler: string, { checked }: Place): Promise<void> => {
    const key = `${checked} ${handler}`;
    const build = probes.get(key) ?? createProbe(request, handler);
    probes.set(key, build);
    const { probe: built } = await build.run();
    const hash = hashOf(built.code);
    if ((await readIfThere(checked))?.toString() === hash) return;
    await checkHandler(request, handler, built, longestLoad);
    await writeWhole(checked, hash);
  };

  return {
    check(request, handler, place) {
      const shared = running.get(place.checked) ?? run(request, handler, place);
      running.set(place.checked, shared);
      return shared.finally(() => running.delete(place.checked));
    },
    async dispose() {
      await Promise.all([...probes.values()].map((probe) => probe.dispose()));
      probes.clear();
    },
  };
}

import { join } from "node:path";
import type { Readable } from "node:stream";
import { Log, LogLevel, Miniflare, supportedCompatibilityDate } from "miniflare";
import type { StartVendor } from "./vendor.ts";

/** Miniflare, which runs workerd. https://developers.cloudflare.com/workers/testing/miniflare/ */
export const startCloudflare: StartVendor = async ({ folder, environment }) => {
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (...streams: readonly Readable[]) => {
      for (const stream of streams) stream.resume();
    },
    modules: true,
    modulesRoot: folder,
    scriptPath: join(folder, "index.js"),
    compatibilityDate: supportedCompatibilityDate,
    compatibilityFlags: ["nodejs_compat"],
    bindings: { ...environment },
  });
  const { origin } = await miniflare.ready;
  return { url: origin, stop: () => miniflare.dispose() };
};

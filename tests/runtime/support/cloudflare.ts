import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { type Driver, environment, parseLog, type Sent } from "./drivers.ts";

const file = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

async function bundle(): Promise<string> {
  const contents = `
    import { serve } from ${file("../../../kit/runtime/triggers/http/adapters/cloudflare.ts")};
    import { deployed, drivers, fixture, layers } from ${file("./fixture.ts")};
    export default serve(fixture, deployed(0.6), drivers, layers);`;
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Cloudflare's own runtime around the adapter. */
export function createCloudflareDriver(): Driver {
  let worker: Miniflare | undefined;
  let output = "";
  return {
    cloud: "cloudflare",
    async open() {
      worker = new Miniflare({
        modules: true,
        script: await bundle(),
        compatibilityDate: "2026-01-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: environment,
        handleRuntimeStdio(stdout: Readable, stderr: Readable) {
          for (const stream of [stdout, stderr]) {
            stream.on("data", (chunk: Buffer) => {
              output += chunk.toString();
            });
          }
        },
      });
      await worker.ready;
    },
    async send({ target, ...init }: Sent) {
      const before = output.length;
      const headers = { "cf-connecting-ip": "192.0.2.1", "cf-ray": "8f1d-FRA", ...init.headers };
      const response = await worker?.dispatchFetch(`https://worker.example${target}`, {
        ...init,
        headers,
        redirect: "manual",
      });
      if (response === undefined) throw new TypeError("The worker is not open.");
      const body = Buffer.from(await response.arrayBuffer());
      // Output comes on another channel than the response.
      for (let tries = 0; tries < 50 && !output.slice(before).includes('"message":"request"'); tries++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const seen = new Headers([...response.headers]);
      const logs = parseLog(output.slice(before));
      return { status: response.status, headers: seen, cookies: response.headers.getSetCookie(), body, logs };
    },
    async close() {
      await worker?.dispose();
    },
  };
}

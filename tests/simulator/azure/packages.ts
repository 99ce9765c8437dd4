import { build } from "esbuild";

/** Bundles an app as a deployment tool would: the official model inside, the host's own module left out. */
export async function bundleApp(
  source: string,
  hostJson: object = { version: "2.0" },
): Promise<Record<string, string>> {
  const result = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    outfile: "index.mjs",
    external: ["@azure/functions-core"],
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    logLevel: "error",
  });
  return {
    "index.mjs": result.outputFiles[0]?.text ?? "",
    "package.json": JSON.stringify({ main: "index.mjs" }),
    "host.json": JSON.stringify(hostJson),
  };
}

/** host.json without a prefix before routes. */
export const noPrefix = { version: "2.0", extensions: { http: { routePrefix: "" } } };

/** An app with one function on every path, with this handler. */
export function appWith(handler: string, options = ""): string {
  return `
    import { app } from "@azure/functions";
    ${options}
    app.http("api", { route: "{*path}", methods: ["GET", "POST", "PUT", "DELETE"], handler: ${handler} });
  `;
}

/** An app that streams: requests and responses pass through the model's own HTTP proxy. */
export function streamingAppWith(handler: string): string {
  return appWith(handler, "app.setup({ enableHttpStream: true });");
}

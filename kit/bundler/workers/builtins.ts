/**
 * The run time that Workers' code is bundled for, and deployed with: its date decides which of Node's modules exist.
 * https://developers.cloudflare.com/workers/configuration/compatibility-dates/
 */
export const workersCompatibility = {
  compatibilityDate: "2026-06-01",
  compatibilityFlags: ["nodejs_compat"],
};

/** Which parts of Node.js Workers have: https://developers.cloudflare.com/workers/runtime-apis/nodejs/ */
export const builtinsSource = "https://developers.cloudflare.com/workers/runtime-apis/nodejs/";

/**
 * Node's modules that the compatibility date above resolves, without their prefix. The later ones came with dates of
 * their own, which the vendor's preset lists:
 * https://github.com/cloudflare/workers-sdk/blob/main/packages/unenv-preset/src/preset.ts
 */
const works = [
  ...["_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server"],
  ...[
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_wrap",
    "_stream_writable",
  ],
  ...["_tls_common", "_tls_wrap", "assert", "assert/strict", "async_hooks", "buffer", "console", "constants", "crypto"],
  ...["dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises", "http", "https"],
  ...["module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks", "process", "punycode", "querystring"],
  ...["readline", "readline/promises", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder"],
  ...["sys", "timers", "timers/promises", "tls", "trace_events", "tty", "url", "util", "util/types", "v8", "zlib"],
];

/** Modules of which only the names exist: what they export throws when it is called, and not before. */
const stubs = [
  ...["child_process", "cluster", "http2", "inspector", "inspector/promises", "repl", "sqlite", "test", "vm", "wasi"],
  "worker_threads",
];

/** How Workers support each of Node's modules. One that is not listed does not resolve. */
export const workersBuiltins: ReadonlyMap<string, "works" | "stub"> = new Map([
  ...works.map((name) => [name, "works"] as const),
  ...stubs.map((name) => [name, "stub"] as const),
]);

/**
 * Modules that only Workers have, and the names that each exports.
 * https://developers.cloudflare.com/workers/runtime-apis/
 */
export const workersModules: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:email": ["EmailMessage"],
  "cloudflare:node": ["handleAsNodeRequest", "httpServerHandler"],
  "cloudflare:sockets": ["connect"],
  "cloudflare:workers": [
    ...["DurableObject", "RpcPromise", "RpcProperty", "RpcStub", "RpcTarget", "ServiceStub", "WorkerEntrypoint"],
    ...["WorkflowEntrypoint", "cache", "env", "exports", "tracing", "waitUntil", "withEnv", "withEnvAndExports"],
    "withExports",
  ],
  "cloudflare:workflows": ["NonRetryableError"],
};

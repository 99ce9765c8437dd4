/**
 * One instance of a function app: a process that stands by until the host names an app, then loads it and runs its
 * functions. Plain JavaScript, because loading Node's TypeScript support would cost every instance time and memory.
 *
 * Like Azure's own placeholder instances, it starts without an app and is specialized by a message.
 * https://azure.github.io/AppService/2023/11/21/cold-start.html
 */
import { randomBytes } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { Server } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { functions, getProgrammingModel, runHooks, setLog } from "./core.mjs";

const coreUrl = new URL("./core.mjs", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "@azure/functions-core"
      ? { url: coreUrl, format: "module", shortCircuit: true }
      : next(specifier, context),
});

/** The channel to the host. The app does not see it. */
const send = process.send.bind(process);
process.send = undefined;
process.on("disconnect", () => process.exit(1));

const handlers = { specialize, invoke };
process.on("message", (message) => handlers[message.type](message));
setLog((line) => send({ type: "log", ...line }));
// Loaded in advance: every app that streams needs it.
await import("node:http");

/** Becomes an instance of an app: applies its settings, changes to its folder, loads its code, and reports its functions. */
async function specialize({ environment, folder, inspect }) {
  if (inspect) {
    const { openInspector } = await import("../../inspect.mjs");
    send({ type: "inspected", address: openInspector() });
  }
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(folder);
  try {
    for (const file of entryPoints(folder)) await import(pathToFileURL(file).href);
    await runHooks("appStart", { hookData: {}, appHookData: {} });
    const capabilities = await loopbackOnly(() => getProgrammingModel()?.getCapabilities({}) ?? {});
    send({ type: "ready", functions: describe(), proxy: capabilities.HttpUri });
  } catch (error) {
    send({ type: "failed", message: textOf(error) });
  }
}

/** The files that `main` of package.json names, which may be a pattern. https://learn.microsoft.com/azure/azure-functions/functions-reference-node#registering-a-function */
function entryPoints(folder) {
  const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (main === undefined) return [];
  const files = globSync(main, { cwd: folder });
  if (files.length === 0)
    throw new Error(`Found zero files matching the supplied pattern '${main}' (package.json, "main").`);
  return files.sort().map((file) => join(folder, file));
}

/** The model's HTTP proxy listens on every address of the machine; a simulator must not be reachable from outside. */
async function loopbackOnly(start) {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    return listen.call(this, { host: "127.0.0.1", port: 0 }, args.at(-1));
  };
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

function describe() {
  return [...functions.values()].map(({ metadata }) => ({
    name: metadata.name,
    bindings: metadata.bindings,
    retry: metadata.retryOptions,
  }));
}

/** Runs a function as the official worker does: arguments, hooks, handler, hooks, response. */
async function invoke({ id, name, inputs, triggerMetadata, retryContext }) {
  const logs = (level, category, message) =>
    send({ type: "log", invocation: id, function: name, level, category, message });
  try {
    send({ type: "result", id, ...(await run({ id, name, inputs, triggerMetadata, retryContext, logs })) });
  } catch (error) {
    send({ type: "result", id, error: textOf(error) });
  }
}

async function run({ id, name, inputs, triggerMetadata, retryContext, logs }) {
  const { metadata, callback } = functions.get(name);
  const request = {
    invocationId: id,
    functionId: name,
    inputData: inputs,
    triggerMetadata,
    retryContext,
    traceContext: traceContext(),
  };
  const context = { invocationId: id, metadata, request, log: logs, state: undefined };
  const invocation = getProgrammingModel().getInvocationModel(context);
  const args = await invocation.getArguments();
  const shared = { hookData: {}, appHookData: {}, invocationContext: args.context };

  const before = { ...shared, inputs: args.inputs, functionCallback: callback };
  context.state = "preInvocationHooks";
  await runHooks("preInvocation", before);

  const after = { ...shared, inputs: before.inputs, result: undefined, error: undefined };
  context.state = "invocation";
  try {
    after.result = await invocation.invokeFunction(args.context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  context.state = "postInvocationHooks";
  await runHooks("postInvocation", after);
  if (after.error !== undefined) throw after.error;
  const { returnValue } = await invocation.getResponse(args.context, after.result);
  // A streamed response is not returned here, so the host must be told that there is one.
  return { returned: returnValue, isEmpty: after.result === undefined || after.result === null };
}

function traceContext() {
  const hex = (bytes) => randomBytes(bytes).toString("hex");
  return { traceParent: `00-${hex(16)}-${hex(8)}-00`, traceState: "", attributes: {} };
}

function textOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs inside a sandbox: the official Runtime Interface Client, with a JavaScript stand-in for its native HTTP client.
 * Plain JavaScript, because loading Node's TypeScript support would cost every sandbox time and memory.
 *
 * A sandbox is started before it knows its code: the client is loaded first, then the process stands by until the host
 * names the folder to work in. Its descriptor 3 is a line to the host, and when that line ends, so does the sandbox:
 * a host that was killed leaves nothing behind.
 */
import { registerHooks } from "node:module";
import { Socket } from "node:net";

const standIn = new URL("./native-client.cjs", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "./rapid-client.node"
      ? { url: standIn, format: "commonjs", shortCircuit: true }
      : next(specifier, context),
});

const { run } = await import("#lambda-runtime-client");
await import("node:http");

const line = new Socket({ fd: 3, readable: true, writable: true });
line.on("close", () => process.exit(137));
const { folder, inspect } = await new Promise((resolve) => {
  line.once("data", (text) => resolve(JSON.parse(text)));
});
if (inspect) {
  const { openInspector } = await import("../../inspect.mjs");
  line.write(openInspector());
}
// From here on only the function's own work keeps the process alive, as the client's `beforeExit` handling expects.
line.unref();

process.env.LAMBDA_TASK_ROOT = folder;
process.chdir(folder);
await run(folder, process.env._HANDLER);

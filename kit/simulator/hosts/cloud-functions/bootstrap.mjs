/**
 * Runs inside an instance: the official functions-framework, as the buildpack starts it.
 * https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/nodejs/functions_framework/main.go
 * Plain JavaScript, because loading Node's TypeScript support would cost every instance time and memory.
 *
 * An instance starts without code: the framework's modules, which take most of the start time, are loaded first. Then the
 * process stands by until the host sends a folder and an environment. Descriptor 3 is a channel to the host: when it closes,
 * the instance ends, so a host that is killed leaves nothing behind.
 */
import { readFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { Socket } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";

const framework = "@google-cloud/functions-framework";
const own = createRequire(import.meta.url);
const index = own.resolve("@google-cloud/functions-framework");
const load = createRequire(index);
for (const part of ["options", "loader", "invoker", "server", "logger"]) load(join(dirname(index), part));
load("read-package-up");

const line = new Socket({ fd: 3, readable: true, writable: true });
line.on("close", () => process.exit(137));
const tell = (what) => line.write(`${JSON.stringify(what)}\n`);
const assignment = await new Promise((resolve) => {
  let text = "";
  line.on("data", (part) => {
    text += part;
    if (text.endsWith("\n")) resolve(JSON.parse(text));
  });
});
if (assignment.inspect) {
  const { openInspector } = await import("../inspect.mjs");
  tell({ inspector: openInspector() });
}
// A source that depends on the framework is started by its own copy, where its functions register. Here that is this copy.
// Other sources are started by a copy that they cannot import.
const { dependencies = {} } = JSON.parse(readFileSync(join(assignment.folder, "package.json"), "utf8"));
if (Object.hasOwn(dependencies, framework)) {
  registerHooks({
    resolve: (specifier, context, next) =>
      context.parentURL !== import.meta.url && (specifier === framework || specifier.startsWith(`${framework}/`))
        ? { url: pathToFileURL(own.resolve(specifier)).href, format: "commonjs", shortCircuit: true }
        : next(specifier, context),
  });
}

// From here on only the function's own work keeps the process alive.
line.unref();

for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, assignment.environment);
// In a container V8 sizes its heap by the container's memory. Here it would use the machine's, and exceed the limit.
setFlagsFromString(`--max-old-space-size=${assignment.heap}`);
process.chdir(assignment.folder);
// Instances share one machine: each listens on a port that the system chooses, so that they never conflict.
const server = load(join(dirname(index), "server"));
const { getServer } = server;
server.getServer = (...settings) =>
  getServer(...settings).once("listening", function told() {
    tell({ port: this.address().port });
  });
process.argv.splice(1, process.argv.length, join(dirname(index), "main.js"), "--port=0");
load(join(dirname(index), "main.js"));

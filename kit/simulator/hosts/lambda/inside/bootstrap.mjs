/**
 * Runs inside a sandbox: the official Runtime Interface Client, with a JavaScript stand-in for its native HTTP client.
 * Plain JavaScript, because loading Node's TypeScript support would cost every sandbox time and memory.
 *
 * A sandbox starts without code: the client is loaded first, then the process stands by until the host sends the folder to work
 * in. Descriptor 3 is a channel to the host: when it closes, the sandbox ends, so a host that is killed leaves nothing
 * behind.
 */
import { createRequire, registerHooks } from "node:module";
import { Socket } from "node:net";
import { pathToFileURL } from "node:url";

const standIn = new URL("./native-client.cjs", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "./rapid-client.node"
      ? { url: standIn, format: "commonjs", shortCircuit: true }
      : next(specifier, context),
});

/** Packages that Lambda's Node.js runtimes include: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included */
const included = /^@(?:aws-sdk|smithy)\//;

/** Resolves them, if the function's code does not contain them, in the project that it was deployed from. */
function offerSdk(project) {
  registerHooks({
    resolve(specifier, context, next) {
      if (!included.test(specifier) || context.parentURL === project) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch (missing) {
        if (!/MODULE_NOT_FOUND$/.test(missing.code)) throw missing;
        return findInProject(specifier, context, next, project);
      }
    },
  });
}

function findInProject(specifier, context, next, project) {
  try {
    // CommonJS modules are resolved from the requiring module, whatever `parentURL` says.
    if (!context.conditions.includes("require")) return next(specifier, { ...context, parentURL: project });
    return { url: pathToFileURL(createRequire(project).resolve(specifier)).href, shortCircuit: true };
  } catch (missing) {
    if (!/MODULE_NOT_FOUND$/.test(missing.code)) throw missing;
    const name = specifier.split("/").slice(0, 2).join("/");
    missing.message =
      `SimulatorLimit: Lambda's own Node.js runtimes have ${name}; the simulator takes it from your project, where it ` +
      `is not installed. Run \`npm install --save-dev ${name}\` there.`;
    throw missing;
  }
}

const { run } = await import("#lambda-runtime-client");
await import("node:http");

const line = new Socket({ fd: 3, readable: true, writable: true });
line.on("close", () => process.exit(137));
const { folder, inspect, project } = await new Promise((resolve) => {
  line.once("data", (text) => resolve(JSON.parse(text)));
});
if (inspect) {
  const { openInspector } = await import("../../inspect.mjs");
  line.write(openInspector());
}
// From here on only the function's own work keeps the process alive, as the client's `beforeExit` handling expects.
line.unref();

offerSdk(project);
process.env.LAMBDA_TASK_ROOT = folder;
process.chdir(folder);
await run(folder, process.env._HANDLER);

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { connections } from "../load.ts";
import { MinimalRuntimeApi } from "./runtime-api.ts";
import type { Deployed, StartVendor } from "./vendor.ts";

/** Starts the client as the simulator does: with an HTTP client in JavaScript, since its own must be compiled. */
const client = fileURLToPath(new URL("../../../kit/simulator/hosts/lambda/inside/bootstrap.mjs", import.meta.url));

/** Starts a sandbox, which serves one request at a time. Returns a function that ends it. */
function startSandbox(address: string, { folder, environment }: Deployed): () => Promise<void> {
  const child = spawn(process.execPath, [client], {
    cwd: "/",
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: address,
      _HANDLER: "index.handler",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
    },
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const gone = once(child, "exit");
  const line = child.stdio[3];
  if (line !== undefined && line !== null && "write" in line) line.write(JSON.stringify({ folder, inspect: false }));
  return async () => {
    child.kill("SIGKILL");
    await gone;
  };
}

/** The Runtime Interface Client, with a sandbox for each connection. https://github.com/aws/aws-lambda-nodejs-runtime-interface-client */
export const startAws: StartVendor = async (deployed) => {
  const api = new MinimalRuntimeApi();
  const address = await api.listen();
  const sandboxes = Array.from({ length: connections }, () => startSandbox(address, deployed));
  const stop = async () => {
    api.close();
    for (const end of sandboxes) await end();
  };
  return { url: `http://${address}`, stop };
};

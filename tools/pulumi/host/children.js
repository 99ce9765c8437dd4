/** Processes that a call has started. They end with the call or with the host. */

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import { CallError } from "./messages.js";

const children = new Set();

/** Starts a child. `done` resolves to its exit code, or to the name of the signal that ended it. */
export function startChild(call, command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  call.on("cancelled", () => child.kill());
  const done = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      children.delete(child);
      resolve(code ?? signal);
    });
  });
  return { child, done };
}

export function stopChildren() {
  for (const child of children) child.kill();
}

/** A file of the SDK that is installed for the program. */
export function findModule(name, directory) {
  try {
    return createRequire(join(directory, "index.js")).resolve(name);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    const message = `Cannot find ${name} from ${directory}. Run \`npm install\` there first.`;
    throw new CallError(grpc.status.FAILED_PRECONDITION, message);
  }
}

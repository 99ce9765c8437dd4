/** The process of one run: started by a message from its parent, it reports its progress in messages and exits with 0 or 1. */

import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { type Deployed, destroy, preview, up } from "../deploy.ts";
import { GrpcProviders } from "../grpc/providers.ts";
import { createHttpCheckpoints } from "./http-checkpoints.ts";
import { createHttpStacks } from "./http-stacks.ts";
import { runProgramFile } from "./program-file.ts";
import { type FromRun, parseFromParent, type RunRequest } from "./request.ts";

const operations = { preview, up, destroy };

/** Resolves when the message has been sent. Without a parent it is dropped. */
function tell(message: FromRun): Promise<void> {
  if (!process.connected) return Promise.resolve();
  return new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}

async function run(request: RunRequest, signal: AbortSignal): Promise<Deployed> {
  const providers = new GrpcProviders(request.providers);
  try {
    return await operations[request.operation]({
      ...request,
      providers,
      checkpoints: createHttpCheckpoints(request.checkpoint),
      stacks: request.stacks === undefined ? undefined : createHttpStacks(request.stacks),
      program: () => runProgramFile(request.main, request.tsconfig),
      // Stack traces have the real path.
      folder: realpathSync(dirname(request.main)),
      ownProcess: true,
      on: (event) => void tell({ type: "event", event }),
      signal,
    });
  } finally {
    providers.close();
  }
}

/** How long steps in progress may take when the parent is gone, in milliseconds. */
const grace = 10_000;

const cancel = new AbortController();

async function start(request: RunRequest): Promise<void> {
  // From here on, listening must not keep the process alive: a stalled program shows when Node has nothing left to do.
  process.channel?.unref();
  const deployed = await run(request, cancel.signal);
  await tell({ type: "result", deployed });
  // The program may have left something running that would keep the process alive.
  process.exit(deployed.errors.length === 0 ? 0 : 1);
}

process.on("message", (message) => {
  const parsed = parseFromParent(message);
  if (parsed.type === "cancel") cancel.abort();
  else void start(parsed.request);
});
for (const event of ["SIGINT", "SIGTERM"]) process.on(event, () => cancel.abort());
process.on("disconnect", () => {
  cancel.abort();
  setTimeout(() => process.exit(1), grace).unref();
});

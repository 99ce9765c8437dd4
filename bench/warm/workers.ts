import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nextMessage } from "../next-message.ts";
import type { Bundles } from "../subject/build.ts";
import { expectedBody, type Subject } from "../subject/subject.ts";

const program = fileURLToPath(new URL("loop.mjs", import.meta.url));

/** A message of `loop.mjs`. */
interface Batch {
  readonly processor: number;
  readonly status: number;
  readonly body: string;
}

function isBatch(value: unknown): value is Batch {
  return typeof value === "object" && value !== null && "processor" in value && "status" in value && "body" in value;
}

/** A process in which one subject stays warm. */
export interface Worker {
  readonly subject: Subject;
  /** Calls the subject a number of times. Returns the microseconds of processor time per call. */
  call(times: number): Promise<number>;
  stop(): void;
}

/** Starts a worker. The subject's standard output, such as its log, is written but not read. */
export async function startWorker(subject: Subject, bundles: Bundles): Promise<Worker> {
  const { label, platform } = subject;
  const child = fork(program, [platform, bundles.fileOf(subject)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await nextMessage(child, label);
  return {
    subject,
    async call(times) {
      child.send(times);
      const batch = await nextMessage(child, label);
      if (isBatch(batch) && batch.status === 200 && batch.body === expectedBody) return batch.processor;
      throw new Error(`${label} answered ${JSON.stringify(batch)}`);
    },
    stop: () => void child.kill(),
  };
}

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nextMessage } from "../next-message.ts";
import type { Environment, Spent, Subject, Worker } from "./contract.ts";

const program = fileURLToPath(new URL("loop.ts", import.meta.url));

function isSpent(value: unknown): value is Spent {
  return typeof value === "object" && value !== null && "whole" in value && "calls" in value;
}

/** Starts a process with the environment of a function, and nothing of this one's but what Node.js needs. */
export async function startWorker({ label, driver, kind }: Subject, environment: Environment): Promise<Worker> {
  const env = { PATH: process.env.PATH, ...environment };
  const child = fork(program, [kind, fileURLToPath(driver)], { env });
  await nextMessage(child, label);
  return {
    async run(task) {
      child.send(task);
      const spent = await nextMessage(child, label);
      if (isSpent(spent)) return spent;
      throw new Error(`${label}, ${task.operation}: ${String(spent)}`);
    },
    stop: () => void child.kill(),
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";

/** Starts a fixture as the leader of a process group, and waits for the number it prints. */
export async function startFixture(name: string, ...args: readonly string[]) {
  const file = fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  if (child.stdout === null) throw new Error("The fixture has no output.");
  for await (const line of createInterface({ input: child.stdout })) return { child, printed: Number(line) };
  throw new Error(`${name} ended without a word.`);
}

/** Waits until a process is gone. Fails after a while, so that a test does not hang. */
export async function untilGone(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 5_000) throw new Error(`Process ${pid} is still there.`);
    await sleep(20);
  }
}

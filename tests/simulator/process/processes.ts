import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { until } from "../../support/until.ts";

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
  await until(() => !isAlive(pid));
}

/** A process that another one has started, directly or through others. */
export interface Descendant {
  readonly pid: number;
  readonly command: string;
}

/** Everything that a process has started and that still runs. Reads /proc, so that it is for Linux only. */
export function descendantsOf(pid: number): readonly Descendant[] {
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (read(Number(name)) ?? []) : []));
  const below = (parent: number): readonly Descendant[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function read(pid: number): (Descendant & { readonly parent: number }) | undefined {
  try {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    return { pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").slice(0, 200) };
  } catch (error) {
    // A process may end between being listed and being read.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";

/** The command lines of processes that mention a folder. Reads /proc: empty on systems without one. */
export function processesOf(folder: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return line.includes(folder) ? [line] : [];
    } catch {
      return []; // It ended while we were looking.
    }
  });
}

/** Whether something accepts connections at an address such as `http://127.0.0.1:4510`. */
export function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

/** Fails when a process that has to do with a folder lives, or one of some addresses still answers. */
export async function assertNothingLeft(folder: string, urls: readonly string[]): Promise<void> {
  assert.deepEqual(processesOf(folder), []);
  for (const url of urls) assert.equal(await isListening(url), false, `${url} still listens`);
}

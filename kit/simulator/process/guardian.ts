import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { isAlive } from "../sandboxes.ts";

/**
 * Ends every process of this group when this process ends, however that happens: a shell waits for the end of its input, which
 * the system closes when this process is gone, even if it was killed.
 *
 * Does nothing for a process that does not lead its group, such as one started by hand in a shell's job, because the group
 * then has other members; and nothing on Windows, which has no process groups.
 */
export function guardChildren(): void {
  if (process.platform === "win32" || !isAlive(-process.pid)) return;
  const script = `trap "" INT TERM HUP; while read -r line; do :; done; kill -9 -${process.pid}`;
  const guardian = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"] });
  // A guardian that was killed is replaced. Other processes of the group are replaced by those who use them.
  guardian.on("exit", (_code, signal) => {
    if (signal !== null) guardChildren();
  });
  guardian.on("error", (error) => console.error(`Nothing will end this process's children if it is killed: ${error}`));
  guardian.unref();
  if (guardian.stdin instanceof Socket) guardian.stdin.unref();
}

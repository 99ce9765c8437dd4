import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The process id of a child whose program file has a name. https://man7.org/linux/man-pages/man1/ps.1.html */
export function childOf(parent: number | undefined, name: RegExp): number {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const found = rows
    .map((row) => row.trim().split(/\s+/))
    .find(([, ppid, ...args]) => {
      return ppid === String(parent) && name.test(args.join(" "));
    });
  assert.ok(found, `process ${parent} has no child ${name}`);
  return Number(found[0]);
}

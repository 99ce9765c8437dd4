import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Guard } from "../../../kit/simulator/hosts/guard.ts";
import { watchChildren } from "../../../kit/simulator/hosts/workerd/watch-children.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

describe("who watches over workerd", () => {
  it("knows the own one from those that others start at the same time", async () => {
    const [guard, folder] = [new Guard(), createTemporaryFolder()];
    const program = join(folder.path, "workerd");
    symlinkSync(process.execPath, program);
    const start = (): ChildProcess => spawn(program, ["--eval", "setInterval(() => {}, 1_000)"], { stdio: "ignore" });
    const [first, second] = [watchChildren(guard), watchChildren(guard)];

    const children = [first.during(start), second.during(start)];
    await Promise.all(children.map((child) => once(child, "spawn")));
    children[0]?.kill("SIGKILL");

    await first.exited;
    assert.equal(await Promise.race([second.exited.then(() => "gone"), setImmediate("runs")]), "runs");
    children[1]?.kill("SIGKILL");
    await second.exited;
    for (const watched of [first, second]) watched.stop();
    guard.stop();
    folder.remove();
  });
});

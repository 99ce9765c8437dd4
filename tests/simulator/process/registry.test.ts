import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findHolder, register } from "../../../kit/simulator/process/registry.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

describe("the simulators of this machine", () => {
  const { TMPDIR } = process.env;
  let folder: ReturnType<typeof createTemporaryFolder>;
  beforeEach(() => {
    folder = createTemporaryFolder();
    process.env.TMPDIR = folder.path;
  });
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    folder.remove();
  });

  const simulator = (pid: number) => ({ pid, root: folder.path, data: folder.path });
  const listed = (): readonly string[] => {
    const [registry = ""] = readdirSync(folder.path);
    return readdirSync(join(folder.path, registry));
  };

  it("are looked through by another while one is just being registered, and one was cut short", async () => {
    register(simulator(process.pid));
    const [registry = ""] = readdirSync(folder.path);
    writeFileSync(join(folder.path, registry, `${process.ppid}.new`), '{"pid": 12, "ro');
    writeFileSync(join(folder.path, registry, String(process.ppid)), '{"pid": 12, "ro');

    assert.equal(await findHolder(1), undefined);
  });

  it("are taken away by whoever looks when they were killed, and by themselves when they end", async () => {
    const unregister = register(simulator(process.pid));
    // Above the largest process id: https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html
    register(simulator(2 ** 22 + 1));
    assert.equal(listed().length, 2);

    await findHolder(1);
    assert.deepEqual(listed(), [String(process.pid)]);

    unregister();
    assert.deepEqual(listed(), []);
  });
});

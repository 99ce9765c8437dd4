import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolder, requireUnlocked, takeLock } from "../../kit/cli/lock.ts";

describe("the lock of a data folder", () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "fourfold-lock-"));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  /** A process that lives until it is killed, and whose id a lock can carry. */
  const startHolder = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });

  it("refuses a folder in which another process works, and names that process", async () => {
    const other = startHolder();
    writeFileSync(join(data, "dev.lock"), String(other.pid));

    try {
      assert.throws(() => takeLock(data), {
        code: "ERR_BUSY",
        message: new RegExp(`process ${other.pid}\\b.*kill ${other.pid}`),
      });
      assert.throws(() => requireUnlocked(data), { code: "ERR_BUSY" });
    } finally {
      other.kill();
      await once(other, "close");
    }
  });

  it("takes over from a process that died without letting go", async () => {
    const other = startHolder();
    writeFileSync(join(data, "dev.lock"), String(other.pid));
    other.kill("SIGKILL");
    await once(other, "close");

    takeLock(data);

    assert.equal(lockHolder(data), process.pid);
  });

  it("leaves nothing behind when it is released", () => {
    takeLock(data).release();

    assert.deepEqual(readdirSync(data), []);
    assert.equal(lockHolder(data), undefined);
  });
});

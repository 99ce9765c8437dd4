import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyLean } from "../../tools/pulumi/lean.ts";
import { createTemporaryFolder } from "../simulator/support/temporary-folder.ts";

describe("the sources of the Pulumi CLI", () => {
  const folder = createTemporaryFolder();
  const [from, to] = [join(folder.path, "from"), join(folder.path, "to")];
  after(() => folder.remove());

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(from, file)), { recursive: true });
    writeFileSync(join(from, file), text);
  };

  it("are refused where they do not have what is taken out, as those of another version", () => {
    write("backend/diy/backend.go", "package diy\n");

    assert.throws(() => copyLean(from, to), {
      code: "ERR_PULUMI",
      message: /backend\/diy\/backend\.go of this version of Pulumi does not have .*azureblob.*lean\.ts/,
    });
    assert.equal(readFileSync(join(from, "backend/diy/backend.go"), "utf8"), "package diy\n");
  });

  it("are copied without tests", () => {
    write("engine/update.go", "package engine\n");
    write("engine/update_test.go", "package engine\n");
    write("engine/testdata/state.json", "{}");

    assert.throws(() => copyLean(from, to), { code: "ERR_PULUMI" });

    const copied = ["engine/update.go", "engine/update_test.go", "engine/testdata"].map((file) =>
      existsSync(join(to, file)),
    );
    assert.deepEqual(copied, [true, false, false]);
  });
});

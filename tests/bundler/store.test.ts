import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeAtomically } from "../../kit/bundler/output/store.ts";

const store = new URL("../../kit/bundler/output/store.ts", import.meta.url).href;

/** Writes some pieces in a process whose files cannot become larger than a kilobyte: a full disk takes no more either. */
function writeWithLimit(file: string, pieces: readonly string[]): Promise<unknown> {
  const program = `
    import { writeAtomically } from ${JSON.stringify(store)};
    writeAtomically(${JSON.stringify(file)}, ${JSON.stringify(pieces)}.map((piece) => Buffer.from(piece)));`;
  // Two blocks of 512 bytes: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html
  const script = 'trap "" XFSZ; ulimit -f 2; exec "$0" "$@"';
  return promisify(execFile)("sh", ["-c", script, process.execPath, "--input-type=module", "--eval", program]);
}

describe("a file that is written as a whole", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "fourfold-store-"));
    await mkdir(join(folder, "code"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("holds all its pieces", async () => {
    const file = join(folder, "code/index.map");

    writeAtomically(
      file,
      ["a", "", "b".repeat(2_000), "c"].map((piece) => Buffer.from(piece)),
    );

    assert.equal(await readFile(file, "utf8"), `a${"b".repeat(2_000)}c`);
  });

  it("stays as it was when the disk takes only a part of the new one", async () => {
    const file = join(folder, "code/index.map");
    writeAtomically(file, [Buffer.from("old")]);

    await assert.rejects(writeWithLimit(file, ["a".repeat(700), "b".repeat(700)]), /EFBIG/);

    assert.equal(await readFile(file, "utf8"), "old");
    assert.deepEqual(await readdir(folder), ["code"]);
  });
});

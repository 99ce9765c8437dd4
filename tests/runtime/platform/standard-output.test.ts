import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const module = new URL("../../../kit/runtime/platform/standard-output.ts", import.meta.url).href;
/** Far more than a pipe holds: https://man7.org/linux/man-pages/man7/pipe.7.html */
const lines = Array.from({ length: 1_000 }, (_, at) => `${at} ${"é".repeat(500)}`);

/** What a program writes to a pipe that nobody reads for some milliseconds. */
async function written(program: string, silence = 0): Promise<{ readonly output: string; readonly code: number }> {
  const source = `import { writeLine } from ${JSON.stringify(module)};\n${program}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  if (silence > 0) await sleep(silence);
  const output = await text(child.stdout);
  const [code] = await closed;
  return { output, code };
}

const writeAll = `for (let at = 0; at < 1_000; at++) writeLine(at + " " + "é".repeat(500));`;

describe("the standard output of an adapter", () => {
  it("gets every line whole and in order, also when it is full", async () => {
    const { output, code } = await written(writeAll, 500);

    assert.equal(code, 0);
    assert.equal(output, `${lines.join("\n")}\n`);
  });

  it("gets them also from a pipe that does not wait, as `process.stdout` makes it", async () => {
    const { output, code } = await written(`process.stdout.write("");\n${writeAll}`, 500);

    assert.equal(code, 0);
    assert.equal(output, `${lines.join("\n")}\n`);
  });

  it("does not make `process.stdout`, whose modules take time to load", async () => {
    const { output } = await written(`writeLine("x");
      writeLine(String(process.moduleLoadList.some((name) => /NativeModule (?:net|tty|internal\\/fs\\/sync_write_stream)$/.test(name))));`);

    assert.equal(output, "x\nfalse\n");
  });
});

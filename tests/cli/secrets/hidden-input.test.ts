import assert from "node:assert/strict";
import { Readable, Writable } from "node:stream";
import { readValue } from "../../../kit/cli/terminal/hidden-input.ts";

/** What was written to a screen. */
function createScreen() {
  const written: string[] = [];
  const screen = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { screen, written };
}

/** A terminal on which somebody presses keys. */
function createTerminal(keys: readonly string[]) {
  const modes: boolean[] = [];
  return Object.assign(Readable.from(keys.map((key) => Buffer.from(key))), {
    isTTY: true,
    modes,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
}

describe("a value that nobody must see", () => {
  const inputs: Readonly<Record<string, readonly [input: string, value: string]>> = {
    "as it is": ["a key", "a key"],
    "without the line break that a shell adds": ["a key\n", "a key"],
    "without that of Windows": ["a key\r\n", "a key"],
    "with all other line breaks": ["-----BEGIN\nkey\n\n", "-----BEGIN\nkey\n"],
  };
  for (const [name, [input, value]] of Object.entries(inputs)) {
    it(`is read from the standard input ${name}, and nothing is asked`, async () => {
      const { screen, written } = createScreen();

      assert.equal(await readValue("Value: ", Readable.from([Buffer.from(input)]), screen), value);
      assert.deepEqual(written, []);
    });
  }

  it("is asked for at a terminal, which does not show it", async () => {
    const { screen, written } = createScreen();
    const terminal = createTerminal(["s", "🔑x", "\u007f", "c\r", "ignored"]);

    assert.equal(await readValue("Value: ", terminal, screen), "s🔑c");
    assert.deepEqual(written, ["Value: ", "\n"]);
    assert.deepEqual(terminal.modes, [true, false]);
  });

  it("is not read when that is interrupted, and the terminal shows keys again", async () => {
    const terminal = createTerminal(["se", "\u0003"]);

    await assert.rejects(readValue("Value: ", terminal, createScreen().screen), { code: "ERR_USAGE" });
    assert.deepEqual(terminal.modes, [true, false]);
  });
});

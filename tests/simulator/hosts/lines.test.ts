import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { readLines } from "../../../kit/simulator/hosts/lines.ts";

async function linesOf(...parts: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const input = Readable.from(parts.map((part) => Buffer.from(part)));
  readLines(input, (line) => lines.push(line));
  await finished(input);
  return lines;
}

describe("lines that processes write", () => {
  it("end at line feeds, with or without a carriage return, and at the end", async () => {
    assert.deepEqual(await linesOf("one\ntwo\r\n\nthree"), ["one", "two", "", "three"]);
  });

  // U+2028 and U+2029 stand in JSON as they are: https://www.rfc-editor.org/rfc/rfc8259#section-7
  it("do not end at other separators", async () => {
    assert.deepEqual(await linesOf("a\u2028b\u2029c\rd\n"), ["a\u2028b\u2029c\rd"]);
  });

  it("may come in parts, also of a character", async () => {
    const [first, ...rest] = Buffer.from("ü");
    assert.deepEqual(await linesOf("gr", Uint8Array.of(first ?? 0), Uint8Array.from(rest), "n\nda"), ["grün", "da"]);
  });
});

import assert from "node:assert/strict";
import { crc32, inflateSync } from "node:zlib";
import { emblem, toPng } from "../../../functions/model/picture.ts";

/** The chunks of a PNG, read as the specification says: https://www.w3.org/TR/png/#5Chunk-layout */
function chunksOf(png: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(body));
    chunks.set(body.toString("latin1", 0, 4), body.subarray(4));
    at += 12 + length;
  }
  return chunks;
}

describe("a PNG picture", () => {
  it("has the signature, the chunks and the checksums of the specification", () => {
    const png = toPng(emblem("kettle"));

    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    assert.deepEqual([...chunksOf(png).keys()], ["IHDR", "PLTE", "IDAT", "IEND"]);
  });

  it("holds the pixels, row by row without filter", () => {
    const picture = { width: 2, height: 2, palette: [0x010203, 0xfffefd], pixels: Uint8Array.of(0, 1, 1, 0) };

    const chunks = chunksOf(toPng(picture));

    assert.deepEqual([...(chunks.get("PLTE") ?? [])], [1, 2, 3, 255, 254, 253]);
    assert.deepEqual([...inflateSync(chunks.get("IDAT") ?? "")], [0, 0, 1, 0, 1, 0]);
  });

  it("is the same for the same name, and another for another", () => {
    assert.deepEqual(emblem("kettle"), emblem("kettle"));
    assert.notDeepEqual(emblem("kettle").pixels, emblem("scale").pixels);
  });
});

import { randomBytes, randomUUID } from "node:crypto";
import { createRandomType, numberOf, sourceOf, textOf } from "./random-type.ts";

/** Random bytes in several spellings. Its id is the URL-safe one, without the prefix. */
export const randomId = createRandomType({
  name: "RandomId",
  inputs: ["byteLength", "prefix"],
  example: { byteLength: 8 },
  constraints: [
    {
      property: "byteLength",
      rule: "must be a whole number, at least 1",
      source: sourceOf("RandomId"),
      accepts: (value) => Number.isInteger(value) && Number(value) >= 1,
      refused: { byteLength: 0 },
    },
  ],
  draw(inputs) {
    const bytes = randomBytes(numberOf(inputs, "byteLength", 1));
    const prefix = textOf(inputs, "prefix", "");
    const hex = bytes.toString("hex");
    const outputs = {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + bytes.toString("base64url"),
      dec: prefix + BigInt(`0x${hex}`).toString(),
      hex: prefix + hex,
    };
    return { id: bytes.toString("base64url"), outputs };
  },
});

/** A version 4 UUID. */
export const randomUuid = createRandomType({
  name: "RandomUuid",
  inputs: [],
  example: {},
  draw() {
    const result = randomUUID();
    return { id: result, outputs: { result } };
  },
});

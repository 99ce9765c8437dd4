import { randomBytes, randomUUID } from "node:crypto";
import { numberAt, textAt } from "../../contract/read.ts";
import { createRandomType, sourceOf } from "./random-type.ts";

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
  id: ({ inputs }) => randomBytes(numberAt(inputs, "byteLength") ?? 1).toString("base64url"),
  outputs({ id, inputs }) {
    const bytes = Buffer.from(id, "base64url");
    const prefix = textAt(inputs, "prefix") ?? "";
    const hex = bytes.toString("hex");
    return {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + id,
      dec: prefix + BigInt(`0x${hex}`).toString(),
      hex: prefix + hex,
    };
  },
});

/** Random bytes that are a secret: no output but these two says them, and both are secret. */
export const randomBytesType = createRandomType({
  name: "RandomBytes",
  inputs: ["length"],
  example: { length: 32 },
  constraints: [
    {
      property: "length",
      rule: "must be a whole number, at least 1",
      source: sourceOf("RandomBytes"),
      accepts: (value) => Number.isInteger(value) && Number(value) >= 1,
      refused: { length: 0 },
    },
  ],
  id: () => "none",
  once: { base64: ({ inputs }) => randomBytes(numberAt(inputs, "length") ?? 1).toString("base64") },
  outputs: ({ once }) => ({ hex: Buffer.from(String(once.base64), "base64").toString("hex") }),
});

/** A version 4 UUID. */
export const randomUuid = createRandomType({
  name: "RandomUuid",
  inputs: [],
  example: {},
  id: () => randomUUID(),
  outputs: ({ id }) => ({ result: id }),
});

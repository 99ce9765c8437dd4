import assert from "node:assert/strict";
import type { SecretGroup } from "../behaviour.ts";
import { firstValues } from "../set.ts";
import { requireNone, requireValue, type SecretTarget } from "../target.ts";

export const values: SecretGroup = {
  subject: "values",
  behaviours: [
    {
      name: "are what the stack has bound, in any script and with quotes and line breaks",
      async run({ read }: SecretTarget) {
        assert.equal(await requireValue(read("bound")), firstValues.bound);
      },
    },
    {
      name: "have up to 5,000 bytes of UTF-8",
      async run({ read }: SecretTarget) {
        assert.equal(Buffer.byteLength(firstValues.large), 5_000);
        assert.equal(await requireValue(read("large")), firstValues.large);
      },
    },
    {
      name: "are as many random bytes as are asked for, in Base64",
      async run({ read }: SecretTarget) {
        const value = await requireValue(read("signing"));

        assert.match(value, /^[A-Za-z0-9+/]{86}==$/);
        assert.equal(Buffer.from(value, "base64").length, 64);
      },
    },
    {
      name: "are generated for each secret by itself, as long as that asks for",
      async run({ read }: SecretTarget) {
        const [token, signing] = [await requireValue(read("token")), await requireValue(read("signing"))];

        assert.equal(Buffer.from(token, "base64").length, 16);
        assert.ok(!signing.startsWith(token.slice(0, 8)));
      },
    },
    {
      name: "are the same for all who read at the same time",
      async run({ readTogether }: SecretTarget) {
        assert.deepEqual(await readTogether("bound", 8), Array(8).fill({ answer: firstValues.bound }));
      },
    },
    {
      name: "have none before them at first",
      run: ({ read }: SecretTarget) => requireNone(read("large", "previous")),
    },
  ],
};

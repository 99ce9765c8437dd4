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
      name: "have none before them at first",
      run: ({ read }: SecretTarget) => requireNone(read("large", "previous")),
    },
  ],
};

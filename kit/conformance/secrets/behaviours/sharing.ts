import assert from "node:assert/strict";
import type { SecretGroup } from "../behaviour.ts";
import { requireValue, type SecretTarget } from "../target.ts";

export const sharing: SecretGroup = {
  subject: "values that several functions read",
  behaviours: [
    {
      name: "are one: another value is read by all of them, and in the environment of none",
      async run({ environment, read, readElsewhere, set }: SecretTarget) {
        const first = await requireValue(read("shared"));
        const second = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64");
        assert.equal(await requireValue(readElsewhere("shared")), first);
        await set("shared", second);

        assert.equal(await requireValue(read("shared", "get", true)), second);
        assert.equal(await requireValue(readElsewhere("shared")), second);
        for (const name of ["api", "other"] as const) {
          const seen = JSON.stringify(await environment(name));
          assert.ok(!seen.includes(first) && !seen.includes(second));
        }
      },
    },
  ],
};

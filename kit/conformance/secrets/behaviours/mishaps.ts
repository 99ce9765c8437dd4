import assert from "node:assert/strict";
import type { Exception } from "../../behaviour.ts";
import { ofWorkers, type SecretGroup } from "../behaviour.ts";
import { firstValues } from "../set.ts";
import { newValue, refusedWith, requireValue, type SecretTarget } from "../target.ts";

/** Enough for each attempt that is made. */
const all = 1_000;
/** How often a read is tried: docs/secrets.md */
const attempts = 4;

/** A Worker has its secrets, and calls nobody for them. */
const atHand: Exception<SecretTarget> = {
  ...ofWorkers.copies,
  async run({ during, read }: SecretTarget) {
    for (const mishap of ["throttled", "lost"] as const) {
      const value = await during(mishap, all, () => requireValue(read("bound", "get", true)));
      assert.equal(value, firstValues.bound);
    }
  },
};

export const mishaps: SecretGroup = {
  subject: "reads that are refused or lost",
  behaviours: [
    {
      name: "are tried again",
      async run({ during, read }: SecretTarget) {
        for (const mishap of ["throttled", "lost"] as const) {
          const value = await during(mishap, 2, () => requireValue(read("bound", "get", true)));
          assert.equal(value, firstValues.bound);
        }
      },
      except: { cloudflare: atHand },
    },
    {
      name: "end in an error that says why and no value, and leave nothing behind",
      async run({ during, read, set }: SecretTarget) {
        const [first, second] = [newValue(), newValue()];
        await set("kept", first);
        await requireValue(read("kept", "get", true));
        await set("kept", second);
        const messages = [
          await during("throttled", all, () => refusedWith("Throttled", read("kept", "get", true))),
          await during("lost", all, () => refusedWith("Unavailable", read("kept", "get", true))),
        ];

        for (const value of [first, second]) assert.ok(messages.every((message) => !message.includes(value)));
        assert.equal(await requireValue(read("kept", "get", true)), second);
      },
      except: { cloudflare: atHand },
    },
    {
      name: "do not matter while a value is kept",
      async run({ during, read, set }: SecretTarget) {
        const value = newValue();
        await set("kept", value);
        await requireValue(read("kept", "get", true));
        for (const mishap of ["throttled", "lost"] as const) {
          assert.equal(await during(mishap, all, () => requireValue(read("kept"))), value);
        }
      },
      except: { cloudflare: atHand },
    },
    {
      name: "are one for all who read at the same time: it is tried as often as a single one",
      async run({ during, readTogether }: SecretTarget) {
        const results = await during("throttled", attempts, () => readTogether("bound", 5, true));

        assert.deepEqual(
          results.map(({ error }) => error?.code),
          Array(5).fill("Throttled"),
        );
        const after = await during("throttled", attempts - 1, () => readTogether("bound", 5, true));
        assert.deepEqual(after, Array(5).fill({ answer: firstValues.bound }));
      },
      except: { cloudflare: atHand },
    },
  ],
};

import assert from "node:assert/strict";
import { ofWorkers, type SecretGroup } from "../behaviour.ts";
import { newValue, refusedWith, requireNone, requireValue, type SecretTarget } from "../target.ts";

export const changes: SecretGroup = {
  subject: "values that are set",
  behaviours: [
    {
      name: "are not there until they are set",
      async run({ read, set }: SecretTarget) {
        const value = newValue();
        await refusedWith("NotSet", read("partner"));
        await set("partner", value);

        // What failed is not kept.
        assert.equal(await requireValue(read("partner")), value);
        await requireNone(read("partner", "previous"));
      },
    },
    {
      name: "are kept for some minutes, and read anew when that is asked for",
      async run({ read, set }: SecretTarget) {
        const [first, second] = [newValue(), newValue()];
        await set("cached", first);
        assert.equal(await requireValue(read("cached")), first);
        await set("cached", second);

        assert.equal(await requireValue(read("cached")), first);
        assert.equal(await requireValue(read("cached", "get", true)), second);
        assert.equal(await requireValue(read("cached")), second);
      },
      except: {
        cloudflare: {
          ...ofWorkers.copies,
          async run({ read, set }: SecretTarget) {
            for (const value of [newValue(), newValue()]) {
              await set("cached", value);
              assert.equal(await requireValue(read("cached")), value);
            }
          },
        },
      },
    },
    {
      name: "stay as they are, with spaces and line breaks at both ends, in any script",
      async run({ read, set }: SecretTarget) {
        for (const value of [
          "  spaces \n",
          "\n",
          "-----BEGIN KEY-----\r\nä€😀\r\n",
          '{"json":"\\u0000"}',
          "null",
          "0",
        ]) {
          await set("cached", value);
          assert.equal(await requireValue(read("cached", "get", true)), value);
        }
      },
    },
    {
      name: "have up to 5,000 bytes, as those that are bound",
      async run({ read, set }: SecretTarget) {
        const value = "😀".repeat(1_250);
        await set("cached", value);

        assert.equal(await requireValue(read("cached", "get", true)), value);
      },
    },
    {
      name: "leave other secrets as they are",
      async run({ read, set }: SecretTarget) {
        const [kept, cached] = [newValue(), newValue()];
        await set("kept", kept);
        await set("cached", cached);

        assert.equal(await requireValue(read("kept", "get", true)), kept);
        assert.equal(await requireValue(read("cached", "get", true)), cached);
        await requireNone(read("large", "previous", true));
      },
    },
    {
      name: "may be one that was there before, and is then before the current one no more",
      async run({ read, set }: SecretTarget) {
        const [first, second] = [newValue(), newValue()];
        for (const value of [first, second, first]) await set("cached", value);

        assert.equal(await requireValue(read("cached", "get", true)), first);
        assert.equal(await requireValue(read("cached", "previous", true)), second);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          async run({ read, set }: SecretTarget) {
            const [first, second] = [newValue(), newValue()];
            for (const value of [first, second, first]) await set("cached", value);
            assert.equal(await requireValue(read("cached")), first);
          },
        },
      },
    },
    {
      name: "may be set twice alike, which are two values",
      async run({ read, set }: SecretTarget) {
        const value = newValue();
        await set("cached", value);
        await set("cached", value);

        assert.equal(await requireValue(read("cached", "get", true)), value);
        assert.equal(await requireValue(read("cached", "previous", true)), value);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          async run({ read, set }: SecretTarget) {
            const value = newValue();
            await set("cached", value);
            await set("cached", value);
            assert.equal(await requireValue(read("cached")), value);
            await requireNone(read("cached", "previous"));
          },
        },
      },
    },
    {
      name: "have one before that is kept for some minutes, and read anew when that is asked for",
      async run({ read, set }: SecretTarget) {
        const values = [newValue(), newValue(), newValue()] as const;
        await set("cached", values[0]);
        await set("cached", values[1]);
        assert.equal(await requireValue(read("cached", "previous", true)), values[0]);
        await set("cached", values[2]);

        assert.equal(await requireValue(read("cached", "previous")), values[0]);
        assert.equal(await requireValue(read("cached", "previous", true)), values[1]);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          async run({ read, set }: SecretTarget) {
            await set("cached", newValue());
            await requireNone(read("cached", "previous"));
          },
        },
      },
    },
    {
      name: "can be asked for the one before, also after several",
      async run({ read, set }: SecretTarget) {
        const [first, second, third] = [newValue(), newValue(), newValue()];
        await set("partner", first);
        await set("partner", second);
        assert.equal(await requireValue(read("partner", "get", true)), second);
        assert.equal(await requireValue(read("partner", "previous")), first);
        await set("partner", third);

        assert.equal(await requireValue(read("partner", "previous")), first);
        assert.equal(await requireValue(read("partner", "get", true)), third);
        assert.equal(await requireValue(read("partner", "previous")), second);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          async run({ read, set }: SecretTarget) {
            await set("partner", newValue());
            await set("partner", newValue());
            await requireNone(read("partner", "previous", true));
          },
        },
      },
    },
    {
      name: "are generated anew by a rotation, which leaves the one before",
      async run({ read, rotate }: SecretTarget) {
        const first = await requireValue(read("signing"));
        await rotate("signing");
        const second = await requireValue(read("signing", "get", true));

        assert.notEqual(second, first);
        assert.equal(Buffer.from(second, "base64").length, 64);
        assert.equal(await requireValue(read("signing", "previous")), first);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          run: ({ rotate }: SecretTarget) =>
            assert.rejects(rotate("signing"), { code: "ERR_UNSUPPORTED", message: /secrets have no versions/ }),
        },
      },
    },
  ],
};

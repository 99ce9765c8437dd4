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

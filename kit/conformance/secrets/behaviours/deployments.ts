import assert from "node:assert/strict";
import { ofWorkers, type SecretGroup } from "../behaviour.ts";
import { firstValues } from "../set.ts";
import { newValue, requireNone, requireValue, type SecretTarget } from "../target.ts";

/** Binds another value, and answers it as the function reads it. */
async function bindAnew({ deployAgain, read }: SecretTarget): Promise<void> {
  const value = newValue();
  await deployAgain(value);
  assert.equal(await requireValue(read("bound", "get", true)), value);
}

export const deployments: SecretGroup = {
  subject: "deployments",
  behaviours: [
    {
      name: "leave what was generated and what was set since",
      async run({ deployAgain, read, set }: SecretTarget) {
        const value = newValue();
        await set("kept", value);
        const generated = await requireValue(read("signing"));
        await deployAgain();

        assert.equal(await requireValue(read("signing", "get", true)), generated);
        assert.equal(await requireValue(read("kept", "get", true)), value);
        assert.equal(await requireValue(read("bound", "get", true)), firstValues.bound);
      },
    },
    {
      name: "change what the stack binds, and leave the value before",
      async run(target: SecretTarget) {
        const before = await requireValue(target.read("bound"));
        await bindAnew(target);

        assert.equal(await requireValue(target.read("bound", "previous")), before);
      },
      except: {
        cloudflare: {
          ...ofWorkers.noVersions,
          async run(target: SecretTarget) {
            await bindAnew(target);
            await requireNone(target.read("bound", "previous"));
          },
        },
      },
    },
  ],
};

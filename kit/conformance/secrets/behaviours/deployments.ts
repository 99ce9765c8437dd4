import assert from "node:assert/strict";
import { ofWorkers, type SecretGroup } from "../behaviour.ts";
import { firstValues } from "../set.ts";
import { newValue, requireNone, type SecretTarget, valueOf } from "../target.ts";

/** Binds another value, and answers it as the function reads it. */
async function bindAnew({ deployAgain, read }: SecretTarget): Promise<void> {
  const value = newValue();
  await deployAgain(value);
  assert.equal(await valueOf(read("bound", "get", true)), value);
}

export const deployments: SecretGroup = {
  subject: "deployments",
  behaviours: [
    {
      name: "leave what was generated and what was set since",
      async run({ deployAgain, read, set }: SecretTarget) {
        const value = newValue();
        await set("kept", value);
        const generated = await valueOf(read("signing"));
        await deployAgain();

        assert.equal(await valueOf(read("signing", "get", true)), generated);
        assert.equal(await valueOf(read("kept", "get", true)), value);
        assert.equal(await valueOf(read("bound", "get", true)), firstValues.bound);
      },
    },
    {
      name: "change what the stack binds, and leave the value before",
      async run(target: SecretTarget) {
        const before = await valueOf(target.read("bound"));
        await bindAnew(target);

        assert.equal(await valueOf(target.read("bound", "previous")), before);
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

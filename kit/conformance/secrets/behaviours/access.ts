import assert from "node:assert/strict";
import type { SecretGroup } from "../behaviour.ts";
import { firstValues, secrets } from "../set.ts";
import { newValue, refusedWith, requireValue, type SecretTarget } from "../target.ts";

/** Whether a text says a value: as it is, escaped in JSON, or in Base64. */
const says = (text: string, value: string): boolean =>
  [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString("base64")].some((form) =>
    text.includes(form),
  );

export const access: SecretGroup = {
  subject: "values",
  behaviours: [
    {
      name: "are read by those functions that are linked, and by no other",
      async run({ intrude, read }: SecretTarget) {
        assert.equal(await requireValue(intrude("api", "large")), await requireValue(read("large")));
        const message = await refusedWith("Denied", intrude("other", "large"));

        assert.ok(!says(message, firstValues.large));
      },
      except: {
        cloudflare: {
          reason: "a Worker has its own secrets, and can ask for no other",
          source: "https://developers.cloudflare.com/workers/configuration/secrets/",
          async run({ environment }: SecretTarget) {
            assert.ok(!says(JSON.stringify(await environment("other")), firstValues.large));
          },
        },
      },
    },
    {
      name: "are handed to a function by its links, and no other",
      async run({ handed }: SecretTarget) {
        assert.deepEqual(await handed("api"), Object.keys(secrets.resources).toSorted());
        assert.deepEqual(await handed("other"), ["bound", "shared"]);
      },
    },
    {
      name: "are in no log of a function",
      async run({ logs, read, set }: SecretTarget) {
        const later = newValue();
        await set("kept", later);
        const names = ["bound", "large", "signing", "token"] as const;
        const texts = await Promise.all(names.map((name) => requireValue(read(name))));
        texts.push(await requireValue(read("kept", "get", true)));
        const written = await logs();

        assert.match(written, /coldStart/);
        for (const value of texts) assert.ok(!says(written, value));
      },
    },
    {
      name: "are not in the environment of a function",
      async run({ cloud, environment, read, set }: SecretTarget) {
        const later = newValue();
        await set("kept", later);
        const texts = await Promise.all(
          (["bound", "large", "signing", "kept"] as const).map((name) => requireValue(read(name))),
        );
        const seen = await environment("api");

        assert.equal(seen.PLAIN, "to be seen");
        for (const value of [...texts, later]) assert.ok(!says(JSON.stringify(seen), value));
        const links = Object.keys(secrets.resources).map((name) => `FOURFOLD_${name.toUpperCase()}`);
        const expected = cloud === "cloudflare" ? [] : links;
        assert.deepEqual(
          links.filter((name) => seen[name] !== undefined),
          expected,
        );
      },
    },
  ],
};

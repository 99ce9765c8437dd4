import assert from "node:assert/strict";
import type { Exception } from "../../behaviour.ts";
import type { SecretGroup } from "../behaviour.ts";
import { type SecretName, secrets } from "../set.ts";
import { newValue, refusedWith, requireNone, requireValue, type SecretTarget } from "../target.ts";

/** Expects an error that names the secret and the command that helps, and says nothing of what is there. */
async function refusedAs(code: string, name: SecretName, { read }: SecretTarget, hidden = ""): Promise<string> {
  const message = await refusedWith(code, read(name, "get", true));
  const isGenerated = secrets.resources[name].options.generate !== undefined;
  assert.match(message, new RegExp(`^Secret "${name}": .*fourfold secret ${isGenerated ? "rotate" : "set"} ${name}`));
  assert.ok(hidden === "" || !message.includes(hidden), "the message has the value");
  return message;
}

const jsonOnly = (source: string): Exception<SecretTarget> => ({
  ...{ reason: "its API takes texts in JSON, and no bytes", source },
  run: async ({ setBytes }: SecretTarget) => assert.rejects(setBytes("cached", Uint8Array.of(0xff)), /no bytes/),
});

const neverEmpty =
  (said: RegExp) =>
  ({ set }: SecretTarget): Promise<void> =>
    assert.rejects(set("cached", ""), said);

export const corrupt: SecretGroup = {
  subject: "values that nothing of ours has set",
  behaviours: [
    {
      name: "are refused if they are empty, until another one is set",
      async run(target: SecretTarget) {
        const value = newValue();
        await target.set("cached", "");
        assert.match(await refusedAs("Corrupt", "cached", target), /its value is empty\./);
        await target.set("cached", value);

        assert.equal(await requireValue(target.read("cached", "get", true)), value);
        await requireNone(target.read("cached", "previous", true));
      },
      except: {
        aws: {
          ...{ reason: "a value has at least one byte", run: neverEmpty(/length between 1 and/) },
          source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html",
        },
        gcp: {
          ...{ reason: "a value has at least one byte", run: neverEmpty(/cannot be empty/) },
          source: "https://github.com/firebase/firebase-tools/pull/3863",
        },
      },
    },
    {
      name: "are refused if they are bytes that are not text, until another one is set",
      async run(target: SecretTarget) {
        const value = newValue();
        // Two bytes that UTF-8 does not have, about a text that is to be seen nowhere.
        await target.setBytes("cached", Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from("hidden")]));
        assert.match(await refusedAs("Corrupt", "cached", target, "hidden"), /its value is not a text but bytes\./);
        await target.set("cached", value);

        assert.equal(await requireValue(target.read("cached", "get", true)), value);
        await requireNone(target.read("cached", "previous", true));
      },
      except: {
        azure: jsonOnly("https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret"),
        cloudflare: jsonOnly(
          "https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/methods/update/",
        ),
      },
    },
    {
      name: "are refused if they are not Base64 where one was generated",
      async run(target: SecretTarget) {
        const generated = await requireValue(target.read("token"));
        for (const value of ["hidden value", "aGlkZGVu\n"]) {
          await target.set("token", value);
          assert.match(await refusedAs("Corrupt", "token", target, value), /its value is not Base64/);
        }
        await target.set("token", generated);

        assert.equal(await requireValue(target.read("token", "get", true)), generated);
      },
    },
    {
      name: "are told from none: one that is to be set later says that it was not",
      async run(target: SecretTarget) {
        assert.match(await refusedAs("NotSet", "unset", target), /it has no value yet\./);
        await requireNone(target.read("unset", "previous", true));
      },
    },
  ],
};

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { memorySecret } from "fourfold/testing";
import { groups } from "../../kit/conformance/secrets/index.ts";
import { reading } from "../../kit/conformance/secrets/reading.ts";
import { firstValues, type SecretName } from "../../kit/conformance/secrets/set.ts";
import type { SecretTarget } from "../../kit/conformance/secrets/target.ts";

const random = () => randomBytes(64).toString("base64");

const unset = "memorySecret() refuses what no cloud could keep";
const uncalled = "nothing is called for a secret in memory";

/** What cannot be seen here. */
const leftOut = {
  "are handed to a function by its links, and no other": "there are no functions in memory",
  "are refused if they are empty, until another one is set": unset,
  "are refused if they are bytes that are not text, until another one is set": unset,
  "are refused if they are not Base64 where one was generated": "a test says itself what its secret is",
  "are told from none: one that is to be set later says that it was not": "it is named after none of the set's",
  "are one: another value is read by all of them, and in the environment of none": "there are no functions in memory",
  "are in no log of a function": "there are no functions in memory",
  "are tried again": uncalled,
  "end in an error that says why and no value, and leave nothing behind": uncalled,
  "do not matter while a value is kept": uncalled,
  "are one for all who read at the same time: it is tried as often as a single one": uncalled,
  "are read by those functions that are linked, and by no other": "nobody shows who they are in memory",
  "are not in the environment of a function": "the function is in the process of the test",
} as const;

const unseen = (): never => assert.fail("This cannot be seen in memory.");

/** Secrets in this process, as behaviours see those that are deployed. */
function openTarget(): SecretTarget {
  const all = {
    bound: memorySecret(firstValues.bound),
    large: memorySecret(firstValues.large),
    signing: memorySecret(random()),
    token: memorySecret(randomBytes(16).toString("base64")),
    shared: memorySecret(randomBytes(32).toString("base64")),
    ...{ partner: memorySecret(), cached: memorySecret(), kept: memorySecret(), unset: memorySecret() },
  } as const satisfies Readonly<Record<SecretName, unknown>>;
  return {
    cloud: "aws",
    read: (name, method = "get", fresh = false) => reading(() => all[name][method]({ fresh })),
    set: async (name, value) => all[name].set(value),
    rotate: async (name) => all[name].set(random()),
    deployAgain: async (bound) => (bound === undefined ? undefined : all.bound.set(bound)),
    readTogether: (name, times, fresh = false) =>
      Promise.all(Array.from({ length: times }, () => reading(() => all[name].get({ fresh })))),
    ...{
      setBytes: unseen,
      readElsewhere: unseen,
      intrude: unseen,
      environment: unseen,
      handed: unseen,
      logs: unseen,
      during: unseen,
    },
  };
}

describe("secrets in memory, which the others are compared with", () => {
  const target = openTarget();
  for (const { subject, behaviours } of groups) {
    for (const { name, run } of behaviours) {
      if (!Object.hasOwn(leftOut, name)) it(`${subject} ${name}`, () => run(target));
    }
  }

  it("leave out only what there is", () => {
    const names = groups.flatMap(({ behaviours }) => behaviours.map(({ name }) => name));

    assert.deepEqual(
      Object.keys(leftOut).filter((name) => !names.includes(name)),
      [],
    );
  });
});

import assert from "node:assert/strict";
import type { Rule } from "../../../policies/contract/rule.ts";
import { createContext } from "../../../policies/pack/context.ts";
import { createPolicies } from "../../../policies/pack/policies.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { ruleFor, thing } from "../support/rules.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzerOf } from "./in-process.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const mark = (kind: string) => ({ "4dabf18193072939515e22adb298388d": kind });
const secret = { ...mark("1b47061264138c4ac30d75fd1eb44270"), value: "word" };
const code = {
  ...mark("0def7320c3a5731c473e5ecbe6d01bc7"),
  assets: {
    "index.mjs": { ...mark("c44067f5952c0a294b673a41bacd8c17"), path: "code/index.mjs" },
    lib: {
      ...mark("0def7320c3a5731c473e5ecbe6d01bc7"),
      assets: { "a.mjs": { ...mark("c44067f5952c0a294b673a41bacd8c17"), text: "export {};" } },
    },
  },
};

/** Closes the door, and what is in the frame of it. */
const door: Rule = {
  ...ruleFor("door", { denied: true }),
  isRemediable: true,
  types: {
    [thing]: {
      checks: [
        function* ({ inputs }) {
          const remedy = { door: false, "frame.lock.bolts": 2 };
          if (inputs.flag("door") === true) yield { property: "door", what: "it is open", fix: "Close it", remedy };
        },
      ],
      compliant: {},
      broken: [],
    },
  },
};

function remediate(inputs: object, settings: Partial<Settings> = {}, rule = door) {
  const policies = createPolicies(createContext([rule], { ...defaultSettings, ...settings }, "2026-11-30"));
  // A team asks for it by the level `remediate`, in Pulumi's configuration of the pack.
  const asked = policies.map((policy) =>
    "validateResource" in policy ? { ...policy, enforcementLevel: "remediate" as const } : policy,
  );
  return analyzerOf(asked).remediate({ urn: urnOf("front"), type: thing, name: "front", inputs: { ...inputs } });
}

describe("remediation", () => {
  it("makes the changes that fix a finding, and leaves the rest as it is: secrets, and what is not known", async () => {
    assert.deepEqual(await remediate({ door: true, label: unknown, secret, frame: { wood: "oak" } }), [
      { door: false, label: unknown, secret, frame: { wood: "oak", lock: { bolts: 2 } } },
    ]);
  });

  it("sends archives of assets whole, of which the SDK sends the names alone", async () => {
    assert.deepEqual(await remediate({ door: true, code }), [{ door: false, code, frame: { lock: { bolts: 2 } } }]);
  });

  it("does nothing where nothing is wrong, where somebody answers for it, and for a rule that does not know how", async () => {
    const exemption = { rule: "no-door", resource: "front", reason: "a park", owner: "ann", expires: "2026-12-31" };

    assert.deepEqual(await remediate({ door: false }), []);
    assert.deepEqual(await remediate({ door: true }, { exemptions: [exemption] }), []);
    assert.deepEqual(await remediate({ door: true }, {}, ruleFor("door")), []);
  });
});

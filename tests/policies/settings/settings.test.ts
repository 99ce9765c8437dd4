import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultCaps, parseSettings, readSettings } from "../../../policies/settings/settings.ts";
import { ruleFor } from "../support/rules.ts";

const catalogue = [ruleFor("door"), ruleFor("gate")];
const exemption = "{ rule: no-door, resource: front, reason: a park, owner: ann, expires: 2026-12-31 }";

describe("settings of policies", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-settings-"));
    mkdirSync(join(folder, "lists"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = (text: string) => readSettings(file("security.yaml", text), catalogue);
  const refusal = (text: string) => {
    try {
      read(text);
    } catch (error) {
      return String(error instanceof Error && error.message).replaceAll(`${folder}/`, "");
    }
    return assert.fail("it is accepted");
  };

  it("are read from a file, over the defaults", () => {
    const settings = read(`
caps: { high: 2, medium: 10 }
weight: 40
rules: { no-door: off, no-gate: { as: counted, longest: 9, names: [b] } }
public: { "shop-*": customers call it }
exemptions: [${exemption}]
ratchet: { baseline: [], within: 30 days }
`);

    assert.deepEqual(settings.caps, { ...defaultCaps, high: 2, medium: 10 });
    assert.deepEqual(settings.rules, {
      "no-door": { as: "off", options: {} },
      "no-gate": { as: "counted", options: { longest: 9, names: ["b"] } },
    });
    assert.deepEqual([settings.weight, settings.ratchet?.within, settings.exemptions[0]?.owner], [40, 30, "ann"]);
    assert.deepEqual(settings.public, { "shop-*": "customers call it" });
  });

  it("find exemptions and a baseline in files of their own, beside them", () => {
    file("lists/exemptions.yaml", `- ${exemption}`);
    file("lists/known.yaml", "- { rule: gone, resource: urn, property: door, since: 2026-10-01 }");

    const settings = read("{ exemptions: lists/exemptions.yaml, ratchet: { baseline: lists/known.yaml } }");

    assert.deepEqual(
      [settings.exemptions.length, settings.ratchet?.known.length, settings.ratchet?.within],
      [1, 1, 90],
    );
  });

  it("come from a value, too, where paths must be absolute", () => {
    const path = file("exemptions.yaml", `- ${exemption}`);
    const parse = (value: unknown) => parseSettings(value, "fourfold-policies:settings", catalogue);

    assert.equal(parse({ exemptions: path }).exemptions.length, 1);
    assert.throws(
      () => parse({ exemptions: "exemptions.yaml" }),
      /^FourfoldError: fourfold-policies:settings: the path exemptions\.yaml is not absolute/,
    );
    assert.throws(
      () => parse({ caps: { high: -1 } }),
      /settings: caps\.high: a number from 0 on is expected\. Correct it: docs\/policies\.md#settings\./,
    );
  });

  for (const [what, text, message] of [
    [
      "a setting that there is not",
      "\ncap: 1",
      'security.yaml:2: cap: "cap" is not known here; the nearest that is, is caps.',
    ],
    ["a cap that is no number", "caps:\n  high: many", "security.yaml:2: caps.high: a number is expected."],
    [
      "a severity that there is not",
      "caps: { huge: 1 }",
      'security.yaml:1: caps.huge: "huge" is not known here; some of these with a number are expected: critical, high,',
    ],
    [
      "a rule that there is not",
      "rules: { no-doors: off }",
      'security.yaml:1: rules.no-doors: "no-doors" is not known here; the nearest that is, is no-door.',
    ],
    [
      "a level that there is not",
      "rules: { no-door: on }",
      "no-door: one of denied, counted, advised, off is expected.",
    ],
    [
      "an option that there is not",
      "rules: { no-door: { most: 1 } }",
      'no-door.most: "most" is not known here; denied, counted, advised, off or some of { as, longest, names }',
    ],
    ["an option of another type", "rules: { no-door: { longest: [1] } }", "longest: a number is expected."],
    ["a list", "[]", "security.yaml:1: it is a list, and some of these are expected: caps, weight, rules,"],
    ["a list of rules", "rules: [no-door]", "rules: it is a list, and the names of rules are expected"],
    [
      "an exemption without an owner",
      "exemptions:\n  - { rule: no-door, resource: a, reason: b, expires: 2026-12-31 }",
      "security.yaml:2: exemptions[0].owner: it is missing.",
    ],
    [
      "an exemption that never ends",
      "exemptions:\n  - { rule: no-door, resource: a, reason: b, owner: c, expires: never }",
      "expires: a day like 2026-11-30 is expected.",
    ],
    [
      "an exemption until a day that there is not",
      `exemptions: [${exemption.replace("12-31", "02-30")}]`,
      "expires: a day like 2026-11-30 is expected.",
    ],
    [
      "an exemption from a rule that there is not",
      `exemptions: [${exemption.replace("no-door", "no-doors")}]`,
      'rule: no rule is called "no-doors": docs/policies.md#the-catalogue.',
    ],
    ["an exemption for no reason", `exemptions: [${exemption.replace("a park", '" "')}]`, "reason: it says nothing."],
    ["a time that has no unit", "ratchet: { baseline: [], within: 30 }", 'within: days like "90 days" are expected.'],
    [
      "a file that does not exist",
      "exemptions: none.yaml",
      "none.yaml: it cannot be read. Name a file that can be read. [ERR_CONFIG]",
    ],
    ["what is not YAML", "caps: {", "security.yaml:1: it is not valid YAML"],
  ] as const) {
    it(`refuse ${what}, with its line`, () => {
      assert.ok(refusal(text).includes(message), refusal(text));
    });
  }

  it("refuse what is wrong in a file that they name, with its line", () => {
    file("lists/exemptions.yaml", `- ${exemption}\n- no exemption`);

    assert.match(
      refusal("exemptions: lists/exemptions.yaml"),
      /^lists\/exemptions\.yaml:2: \[1\]: \{ rule, resource, reason, owner, expires \} is expected\./,
    );
  });
});

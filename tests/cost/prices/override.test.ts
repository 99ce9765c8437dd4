import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOverride, parseOverrideText, readOverride } from "../../../kit/cost/prices/override.ts";
import { refuses } from "../../support/refuses.ts";

describe("a file with a team's own prices", () => {
  it("is YAML, or JSON", () => {
    const expected = { "aws.lambda.requests": { factor: 0.8 }, "aws.egress": { regions: { "eu-west-1": 0.05 } } };
    const yaml = "aws.lambda.requests:\n  factor: 0.8\naws.egress:\n  regions:\n    eu-west-1: 0.05\n";

    assert.deepEqual(parseOverrideText(yaml, "prices.yaml"), expected);
    assert.deepEqual(parseOverrideText(JSON.stringify(expected), "prices.json"), expected);
  });

  const tens = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join(", ")}]\n`;
  const bomb = [tens("a", "1"), tens("b", "*a"), tens("c", "*b"), tens("d", "*c")].join("");

  const wrong: readonly [what: string, text: string, message: RegExp][] = [
    [
      "a factor that is a text",
      "aws.egress:\n  factor: most\n",
      /^prices\.yaml:2: \["aws\.egress"\]\.factor: a number like 0\.8/,
    ],
    ["a factor that is negative", "aws.egress:\n  factor: -0.5\n", /^prices\.yaml:2: .*a factor is never negative/],
    ["a factor that is not a number", "aws.egress:\n  factor: .nan\n", /^prices\.yaml:2: .*a number like 0\.8/],
    ["a discount that is infinite", "aws.egress:\n  factor: .inf\n", /^prices\.yaml:2: .*a finite number/],
    ["a property that is not known", "aws.egress:\n  factor: 1\n  until: 2027\n", /^prices\.yaml:3: /],
    ["a number alone", "\naws.egress: 0.8\n", /^prices\.yaml:2: \["aws\.egress"\]: \{ factor: 0\.8 \} or \{ regions/],
    [
      "a negative price",
      "aws.egress:\n  regions:\n    us-east-1: 0.1\n    eu-west-1: -1\n",
      /^prices\.yaml:4: .*eu-west-1: a price is never negative/,
    ],
    ["a list", "- aws.egress\n", /^prices\.yaml:1: .*an object with the ids of prices is expected/],
    ["nothing", "", /^prices\.yaml:1: .*an object with the ids of prices is expected/],
    ["a price that is empty", "aws.other:\n  factor: 1\naws.egress: {}\n", /^prices\.yaml:3: .*it is missing/],
    [
      "the same price twice",
      "aws.egress: { factor: 1 }\naws.egress: { factor: 2 }\n",
      /^prices\.yaml:2: .*DUPLICATE_KEY/,
    ],
    ["aliases without end", bomb, /^prices\.yaml:1: it repeats too much by aliases/],
    ["what is not YAML", "aws.egress: {\n", /^prices\.yaml:\d: it is not valid YAML/],
  ];

  for (const [what, text, message] of wrong) {
    it(`is refused with ${what}, at its line`, () => {
      refuses("ERR_CONFIG", message, () => parseOverrideText(text, "prices.yaml"));
    });
  }

  it("is read where it is, or refused by name", () => {
    const folder = mkdtempSync(join(tmpdir(), "prices-"));
    const file = join(folder, "prices.yaml");
    try {
      writeFileSync(file, "aws.egress: { factor: 0.9 }\n");
      assert.deepEqual(readOverride(file), { "aws.egress": { factor: 0.9 } });
    } finally {
      rmSync(folder, { recursive: true });
    }
    refuses("ERR_CONFIG", /prices\.yaml: it cannot be read/, () => readOverride(file));
  });
});

describe("a team's own prices in a configuration", () => {
  it("are refused with their path", () => {
    const value = { "aws.egress": { regions: { "eu-west-1": "0.1" } } };

    refuses("ERR_CONFIG", /^fourfold:prices: \["aws\.egress"\]\.regions\.eu-west-1: a number of US dollars/, () =>
      parseOverride(value, "fourfold:prices"),
    );
  });
});

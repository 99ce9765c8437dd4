import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings, readSettings } from "../../../policies/settings/settings.ts";

describe("settings of a cost budget", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-costs-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = (text: string) => readSettings(file("team.yaml", text), []).costs;
  const refusal = (text: string) => {
    try {
      read(text);
    } catch (error) {
      return String(error instanceof Error && error.message).replaceAll(`${folder}/`, "");
    }
    return assert.fail("it is accepted");
  };

  it("are read from a file, with what that names beside it", () => {
    file("usage.yaml", "shop-api: { requests: 3000000 }");
    file("prices.yaml", "aws.lambda.requests: { factor: 0.8 }");

    assert.deepEqual(
      read(`
costs:
  stack: { monthly: 300, exposure: 40 }
  clouds: { aws: { monthly: 120 } }
  components: { shop-*: { exposure: 10 } }
  growth: { baseline: ./costs.json, atMost: 0.1 }
  usage: ./usage.yaml
  prices: prices.yaml
  responseTime: 4
  unpriced: { "aws:new/thing:Thing": It is a beta. }
`),
      {
        stack: { monthly: 300, exposure: 40 },
        clouds: { aws: { monthly: 120 } },
        components: { "shop-*": { exposure: 10 } },
        growth: { baseline: join(folder, "costs.json"), atMost: 0.1 },
        usage: { "shop-api": { requests: 3_000_000 } },
        prices: { "aws.lambda.requests": { factor: 0.8 } },
        responseTime: 4,
        unpriced: { "aws:new/thing:Thing": "It is a beta." },
      },
    );
  });

  it("may have usage and prices themselves, and stand in a stack's settings, where paths are absolute", () => {
    const parse = (costs: unknown) => parseSettings({ costs }, "fourfold-policies:settings", []).costs;
    const usage = { "*": { requests: 5 } };

    assert.deepEqual(parse({ stack: { monthly: 1 }, usage }), {
      ...{ stack: { monthly: 1 }, clouds: {}, components: {}, usage, prices: {}, growth: undefined, unpriced: {} },
    });
    for (const costs of [{ usage: "usage.yaml" }, { growth: { baseline: "costs.json", atMost: 0 } }]) {
      assert.throws(() => parse(costs), /^FourfoldError: fourfold-policies:settings: the path \S+ is not absolute/);
    }
  });

  it("may say that there is none", () => {
    assert.equal(read("costs: none"), "none");
    assert.equal(read("weight: 7"), undefined);
  });

  for (const [what, text, message] of [
    [
      "a negative budget",
      "costs:\n  stack: { monthly: 300,\n    exposure: -1 }",
      "team.yaml:3: costs.stack.exposure: a number from 0 on is expected. Correct it: docs/policies.md#settings.",
    ],
    [
      "one that is no number",
      "costs:\n  stack: { monthly: .nan }",
      "team.yaml:2: costs.stack.monthly: a number is expected.",
    ],
    ["one without an end", "costs: { stack: { monthly: .inf } }", "monthly: a finite number is expected."],
    ["one of nothing", "costs: { stack: {} }", "stack: { monthly: 300, exposure: 40 }, or one of them, is expected."],
    ["another word", "costs: no", 'team.yaml:1: costs: "none", or some of these, is expected: stack, clouds,'],
    ["nothing", "costs:", 'team.yaml:1: costs: "none", or some of these, is expected: stack, clouds,'],
    [
      "a cloud that there is not",
      "costs:\n  clouds: { mars: { monthly: 1 } }",
      'team.yaml:2: costs.clouds.mars: "mars" is not known here; some of these are expected: aws, gcp, azure, cloudflare.',
    ],
    [
      "a list of components",
      "costs: { components: [shop] }",
      "components: the names of components with a budget are expected, not a list.",
    ],
    [
      "a misspelt key",
      "costs:\n  stacks: { monthly: 300 }",
      'team.yaml:2: costs.stacks: "stacks" is not known here; the nearest that is, is stack.',
    ],
    [
      "a list",
      "costs: []",
      'team.yaml:1: costs: it is a list, and "none", or some of these, is expected: stack, clouds,',
    ],
    ["a list for a budget", "costs: { stack: [300] }", "costs.stack: it is a list, and { monthly: 300, exposure: 40 }"],
    ["a wrong component", "costs: { components: { shop-*: 1 } }", 'costs.components["shop-*"]: { monthly: 300,'],
    ["growth from nothing", "costs: { growth: { atMost: 0.1 } }", "growth.baseline: it is missing."],
    ["no time to respond", "costs: { responseTime: 0 }", "responseTime: a number of hours above 0 is expected."],
    [
      "a time without an end",
      "costs: { responseTime: 1.0e308 }",
      "costs.responseTime: at most 8,760 hours, a year, are",
    ],
    ["no reason", 'costs: { unpriced: { "a:b:C": "" } }', '["a:b:C"]: it says nothing.'],
    ["a misspelt kind of usage", "costs: { usage: { api: { request: 1 } } }", "the nearest that is, is requests."],
    ["a file that does not exist", "costs: { usage: none.yaml }", "none.yaml: it cannot be read."],
  ] as const) {
    it(`refuse ${what}, with its line`, () => {
      assert.ok(refusal(text).includes(message), refusal(text));
    });
  }

  it("refuse what is wrong in a file that they name, with its line", () => {
    file("usage.yaml", "\napi: { requests: -1 }");

    assert.match(refusal("costs: { usage: usage.yaml }"), /^usage\.yaml:2: api\.requests: a number from 0 on/);
  });
});

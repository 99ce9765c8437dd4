import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");
const urnOf = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;
const provider = urnOf("pulumi:providers:aws", "default");
const component = urnOf("shop:index:Service", "service");

/** A resource on AWS, in a component, as Pulumi writes it. */
const stateOf = (type: string, name: string, inputs: object) => ({
  ...{ urn: urnOf(type, name), type, inputs, parent: component, provider: `${provider}::1` },
});

const resources = [
  { urn: provider, type: "pulumi:providers:aws", inputs: { region: "us-east-1" } },
  { urn: component, type: "shop:index:Service" },
  stateOf("aws:lambda/function:Function", "backend", { memorySize: 1_536 }),
  stateOf("aws:iam/role:Role", "role", {}),
  stateOf("aws:new/thing:Thing", "thing", {}),
];

describe("fourfold cost", function () {
  this.timeout(20_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-cost-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
    writeFileSync(join(folder, "usage.yaml"), "service: { requests: 3000000, duration: 120 }\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], input?: string) =>
    startCommand(process.execPath, [bin, "cost", ...args], { cwd: folder, ...(input === undefined ? {} : { input }) })
      .finished;

  it("says what the stack in a file costs, what has no price, and what is assumed", async () => {
    const { code, stdout, stderr } = await run(["--file", "state.json"]);

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^component +at least +expected, a month$/m);
    assert.match(stdout, /^service +\$0\.00 +\$\d+\.\d\d$/m);
    assert.match(stdout, /^66 % of 3 resources have a price or cost nothing\. Not in the total:$/m);
    assert.match(
      stdout,
      /^ {2}aws:new\/thing:Thing, 1 resource: is of a type that Fourfold does not know the costs of$/m,
    );
    assert.match(stdout, /^Assumed, since nobody has said it with --usage:\n {2}requests: 1,000,000 a month /m);
  });

  // "Mobile application backend": https://aws.amazon.com/lambda/pricing/
  it("takes declared usage, and allowances if it may: as AWS works it out, $2.73", async () => {
    const args = ["--file", "state.json", "--usage", "usage.yaml", "--allowances", "1", "--by", "cloud", "--json"];
    const { code, stdout, stderr } = await run(args);

    assert.equal(code, 0, stderr);
    const { total, cloud, assumptions, unpriced } = JSON.parse(stdout);
    assert.equal(total.expected.toFixed(2), "2.73");
    assert.deepEqual([total.low, assumptions], [total.expected, []]);
    assert.deepEqual(cloud, [{ name: "aws", low: total.low, expected: total.expected }]);
    assert.deepEqual(unpriced, [
      {
        urn: urnOf("aws:new/thing:Thing", "thing"),
        type: "aws:new/thing:Thing",
        why: "is of a type that Fourfold does not know the costs of",
      },
    ]);
  });

  it("takes a team's own prices, and reads the standard input", async () => {
    writeFileSync(join(folder, "prices.yaml"), '"aws.lambda.requests": { factor: 0 }\n');
    const args = ["--file", "-", "--usage", "usage.yaml", "--prices", "prices.yaml", "--json"];

    const { stdout } = await run(args, JSON.stringify({ steps: resources.map((newState) => ({ newState })) }));

    const { lines } = JSON.parse(stdout);
    const costs = lines.map(({ price, expected }: { price: string; expected: number }) => [price, expected > 0]);
    assert.deepEqual(costs, [
      ["aws.lambda.requests", false],
      ["aws.lambda.duration.x86", true],
    ]);
  });

  for (const [title, args, message] of [
    ["a file that does not exist", ["--file", "none.json"], /none\.json: it cannot be read\. .*\[ERR_USAGE\]/],
    ["a file of something else", ["--file", "usage.yaml"], /usage\.yaml: it is not valid JSON: .*\[ERR_USAGE\]/],
    [
      "a share that is none",
      ["--file", "state.json", "--allowances", "2"],
      /Write a number from 0 to 1\. .*\[ERR_USAGE\]/,
    ],
    [
      "usage that is none",
      ["--file", "state.json", "--usage", "state.json"],
      /state\.json:1: \["version"\]: .*\[ERR_CONFIG\]/,
    ],
  ] as const) {
    it(`refuses ${title}, without a stack`, async () => {
      const { code, stderr } = await run(args);

      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^ +at /m);
    });
  }
});

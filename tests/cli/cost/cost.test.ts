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
    assert.match(stdout, /^component +at least +expected, a month +at the caps, an hour +in 8 hours$/m);
    assert.match(stdout, /^service +\$0\.00 +\$2\.70 /m);
    assert.match(stdout, /^66 % of 3 resources have a price or cost nothing\. Not in the total:$/m);
    assert.match(
      stdout,
      /^ {2}aws:new\/thing:Thing, 1 resource: is of a type that Fourfold does not know the costs of$/m,
    );
    assert.match(stdout, /^Assumed, since nobody has said it with --usage:\n {2}requests: 1,000,000 a month /m);
  });

  it("says of one resource that it has no price, and why: by the property that there cannot be", async () => {
    const [first] = resources;
    const input = (inputs: object) => {
      const alone = { ...stateOf("aws:lambda/function:Function", "backend", inputs), parent: undefined };
      return JSON.stringify({ version: 3, deployment: { resources: [first, alone] } });
    };

    const [wrong, right] = [
      await run(["--file", "-"], input({ memorySize: -128 })),
      await run(["--file", "-"], input({})),
    ];

    assert.match(wrong.stdout, /^0 % of 1 resource has a price or costs nothing\. Not in the total:$/m);
    assert.match(
      wrong.stdout,
      /^ {2}backend \(aws:lambda\/function:Function\): `memorySize` is -128, and a number from 0 on is expected$/m,
    );
    assert.match(right.stdout, /^100 % of 1 resource has a price or costs nothing\.$/m);
  });

  // "Mobile application backend": https://aws.amazon.com/lambda/pricing/
  it("takes declared usage, and allowances if it may: as AWS works it out, $2.73", async () => {
    const args = ["--file", "state.json", "--usage", "usage.yaml", "--allowances", "1", "--by", "cloud", "--json"];
    const { code, stdout, stderr } = await run(args);

    assert.equal(code, 0, stderr);
    const { total, cloud, assumptions, unpriced } = JSON.parse(stdout);
    assert.equal(total.expected.toFixed(2), "2.73");
    assert.deepEqual([total.low, assumptions], [total.expected, []]);
    assert.deepEqual(cloud, [{ name: "aws", ...total }]);
    assert.deepEqual(unpriced, [
      {
        urn: urnOf("aws:new/thing:Thing", "thing"),
        type: "aws:new/thing:Thing",
        why: "is of a type that Fourfold does not know the costs of",
      },
    ]);
  });

  it("says what it costs at the caps until somebody stops it, and what nothing bounds", async () => {
    const bucket = { ...stateOf("aws:s3/bucket:Bucket", "files", {}), parent: undefined };
    const input = JSON.stringify({ version: 3, deployment: { resources: [...resources, bucket] } });
    const args = ["--file", "-", "--usage", "usage.yaml", "--response-time", "0.5"];

    const [{ stdout }, json] = [await run(args, input), await run([...args, "--json"], input)];

    // 1,000 at the same time: 30 million requests an hour at $0.20 a million, and 5.4 million GB-seconds at $0.0000166667 each.
    assert.match(stdout, /^component .* at the caps, an hour +in 0\.5 hours$/m);
    assert.match(stdout, /^service .* \$96\.00 +\$48\.00$/m);
    assert.match(stdout, /^files .*\$\d+\.\d\d\+$/m);
    assert.match(
      stdout,
      /^Nothing bounds these, which can cost more \(\+\):\n {2}aws:s3\/bucket:Bucket, 1 resource: /m,
    );
    const { exposure } = JSON.parse(json.stdout);
    assert.deepEqual([exposure.responseTime, exposure.isUnbounded], [0.5, true]);
    assert.equal(exposure.usd, exposure.usdPerHour / 2);
    const bounded = exposure.lines.filter(({ unbounded }: { unbounded: readonly string[] }) => unbounded.length === 0);
    const usdPerHour = bounded.map((line: { usdPerHour: number }) => line.usdPerHour.toFixed(2));
    assert.deepEqual(usdPerHour.slice(0, 2), ["6.00", "90.00"]);
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

  it("compares with what it has written before, as a table or as a comment", async () => {
    const { stdout: saved } = await run(["--file", "state.json", "--usage", "usage.yaml", "--json"]);
    writeFileSync(join(folder, "before.json"), saved);
    writeFileSync(join(folder, "more.yaml"), "service: { requests: 6000000, duration: 120 }\n");
    const args = ["--file", "state.json", "--usage", "more.yaml", "--against", "before.json"];

    const [table, comment] = [await run(args), await run([...args, "--markdown"])];

    assert.equal(table.code, 0, table.stderr);
    // 3 million requests of 120 ms with 1.5 GB, and twice as many: https://aws.amazon.com/lambda/pricing/
    assert.match(table.stdout, /^service +\$9\.60 +\$19\.20 +\+\$9\.60 +\$0\.00 +\+\$9\.60 +\$0\.00$/m);
    assert.match(comment.stdout, /^<!-- fourfold cost -->\n\n### This change costs \$9\.60 a month more$/m);
  });

  it("writes a file of usage to fill in, and says which names of one nothing has", async () => {
    writeFileSync(join(folder, "strange.yaml"), "service: { requests: 1 }\nservise: { requests: 1 }\n");

    const [file, strange] = [
      await run(["usage", "--file", "state.json"]),
      await run(["--file", "state.json", "--usage", "strange.yaml"]),
    ];

    assert.match(file.stdout, /^# service:\n# {3}requests: 1000000 # requests and runs, a month\n/m);
    assert.equal(strange.stderr, "strange.yaml: nothing in the program has the name servise.\n");
  });

  it("fills in what a cloud has measured, lists what it has not, and estimates with it", async () => {
    const result = (label: string, value: number) => ({
      ...{ Label: label, Timestamps: ["2026-11-01T00:00:00Z"], Values: [value] },
    });
    const metrics = {
      MetricDataResults: [
        // A twelfth of "Mobile application backend", in 1/12 of a month and with 120 ms: https://aws.amazon.com/lambda/pricing/
        result("AWS/Lambda Invocations Sum 219000 backend-1a2b3c4", 250_000),
        result("AWS/Lambda Duration Sum 219000 backend-1a2b3c4", 30_000_000),
        result("AWS/Lambda Errors Sum 219000 backend-1a2b3c4", 5),
      ],
    };
    writeFileSync(join(folder, "metrics.json"), JSON.stringify(metrics));
    const state = resources.map((one) => (one.urn.endsWith("backend") ? { ...one, id: "backend-1a2b3c4" } : one));
    const input = JSON.stringify({ version: 3, deployment: { resources: state } });

    const { code, stdout, stderr } = await run(["usage", "--file", "-", "--metrics", "metrics.json"], input);

    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^## Amounts that are not comments were measured: metrics\.json covers 2\.5 days from 2026-11-01 on, /m,
    );
    assert.match(stdout, /^backend:\n {2}requests: 3000000 # .*\n {2}duration: 120 # /m);
    assert.equal(
      stderr,
      "Measured, and not in the file of usage:\n  metrics.json: AWS/Lambda Errors of backend-1a2b3c4 is of no use for an estimate.\n",
    );
    writeFileSync(join(folder, "measured.yaml"), stdout);
    const args = ["--file", "-", "--usage", "measured.yaml", "--allowances", "1", "--json"];
    const { total } = JSON.parse((await run(args, input)).stdout);
    assert.equal(total.expected.toFixed(2), "2.73");
  });

  for (const [title, args, message] of [
    [
      "metrics that are none",
      ["usage", "--file", "state.json", "--metrics", "state.json"],
      /state\.json: it has none of what is expected: .*ERR_USAGE/,
    ],
    [
      "a comment about no change",
      ["--file", "state.json", "--markdown"],
      /--markdown: it is about a change\. .*ERR_USAGE/,
    ],
    [
      "to compare a stack with a commit",
      ["--file", "state.json", "--against", "main"],
      /--against: main is not a file, and what --file names cannot be compared with a commit, which holds a program\. .*ERR_USAGE/,
    ],
    [
      "to compare with another file",
      ["--file", "state.json", "--against", "state.json"],
      /state\.json: version: the version 1 is expected: .*ERR_USAGE/,
    ],
    ["a file that does not exist", ["--file", "none.json"], /none\.json: it cannot be read\. .*\[ERR_USAGE\]/],
    ["a file of something else", ["--file", "usage.yaml"], /usage\.yaml: it is not valid JSON: .*\[ERR_USAGE\]/],
    [
      "a share that is none",
      ["--file", "state.json", "--allowances", "2"],
      /Write a number from 0 to 1\. .*\[ERR_USAGE\]/,
    ],
    ...["0", "soon", "Infinity", "8761"].map(
      (hours) =>
        [
          `a response time of "${hours}"`,
          ["--file", "state.json", "--response-time", hours],
          /Write a number of hours above 0, such as 8 or 0\.5, and up to 8760\. .*\[ERR_USAGE\]/,
        ] as const,
    ),
    [
      "usage that is none",
      ["--file", "state.json", "--usage", "state.json"],
      /state\.json:1: version: .*\[ERR_CONFIG\]/,
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

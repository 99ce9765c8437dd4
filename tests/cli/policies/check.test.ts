import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, startCommand } from "../../support/command.ts";
import { createRepository } from "../cost/git.ts";

const bin = join(repository, "kit/cli/fourfold.js");

const stateOf = (type: string, name: string, inputs: object) => ({
  ...{ urn: `urn:pulumi:prod::shop::${type}::${name}`, type, inputs },
  sourcePosition: "project:///src/queues.ts#12,5",
});

const resources = [
  stateOf("aws:sqs/queue:Queue", "orders", { sqsManagedSseEnabled: false, redrivePolicy: "{}" }),
  stateOf("aws:new/thing:Thing", "thing", {}),
];

interface Located {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}

const uriOf = ([location]: readonly Located[]) => location?.physicalLocation.artifactLocation.uri;

describe("fourfold check --file", function () {
  this.timeout(20_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-check-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], input?: string) =>
    startCommand(process.execPath, [bin, "check", ...args], { cwd: folder, ...(input === undefined ? {} : { input }) })
      .finished;

  it("refuses what is denied: what is wrong, on which resource, in which line, why it matters, and the change that fixes it", async () => {
    const { code, stdout, stderr } = await run(["--file", "state.json"]);

    assert.equal(code, 1, stderr);
    assert.equal(
      stdout,
      `Denied:
  encrypted-at-rest (high): Otherwise anyone with access to the disks, or to a copy of them, can read it.
    orders (aws:sqs/queue:Queue), src/queues.ts:12:5
      sqsManagedSseEnabled: messages are not encrypted at rest. Set \`sqsManagedSseEnabled\` to \`true\`.

Refused for its costs:
  Nobody has said what the stack may cost: the settings have no \`costs\`. There is no estimate: 2 resources cannot be priced.
    Write \`costs: { stack: { monthly: … } }\` with what it may, or \`costs: none\`: docs/policies.md#cost-budgets.

Security budget: critical 0 of 0, high 0 of 0, medium 0, low 0; weight 0.
Refused: 1 finding denied; 1 finding about costs.
`,
    );
  });

  it("lets pass what somebody answers for, and answers as JSON", async () => {
    const exemption = {
      rule: "encrypted-at-rest",
      resource: "orders",
      reason: "public data",
      owner: "ann",
      expires: "2999-12-31",
    };
    writeFileSync(join(folder, "security.yaml"), JSON.stringify({ exemptions: [exemption], costs: "none" }));
    const args = ["--file", "-", "--policies", "security.yaml", "--json"];

    const { code, stdout, stderr } = await run(
      args,
      JSON.stringify({ steps: resources.map((newState) => ({ newState })) }),
    );

    assert.equal(code, 0, stderr);
    const { isRefused, budget, findings } = JSON.parse(stdout);
    assert.deepEqual([isRefused, budget.high, budget.weight], [false, { spent: 0, cap: 0 }, { spent: 0, cap: null }]);
    assert.deepEqual(
      findings.map(({ rule, verdict, name, position, exemption: by }: Record<string, unknown>) => ({
        rule,
        verdict,
        name,
        position,
        by,
      })),
      [
        {
          rule: "encrypted-at-rest",
          verdict: "exempt",
          name: "orders",
          position: { file: "src/queues.ts", line: 12, column: 5 },
          by: exemption,
        },
      ],
    );
  });

  it("writes reports beside what it tells, and a baseline with which the same is let pass", async () => {
    const rules = { "encrypted-at-rest": "counted" };
    writeFileSync(join(folder, "counted.yaml"), JSON.stringify({ rules, costs: "none" }));
    writeFileSync(
      join(folder, "known.yaml"),
      JSON.stringify({ rules, costs: "none", ratchet: { baseline: "baseline.yaml" } }),
    );
    const reports = ["--junit", "out.xml", "--sarif", "out.sarif", "--write-baseline", "baseline.yaml"];

    const before = await run(["--file", "state.json", "--policies", "counted.yaml", ...reports]);
    const after = await run(["--file", "state.json", "--policies", "known.yaml"]);

    assert.match(before.stdout, /^Refused: high findings: 1 of 0\.$/m);
    assert.match(readFileSync(join(folder, "out.xml"), "utf8"), /^<testsuites /m);
    assert.equal(JSON.parse(readFileSync(join(folder, "out.sarif"), "utf8")).runs[0].results.length, 1);
    assert.equal(after.code, 0, after.stdout);
    assert.match(after.stdout, /^Known, with time to mend them: 1 finding\.$/m);
  });

  const previewOf = (newState: object, same: number) =>
    JSON.stringify({ steps: [{ op: "create", newState }], changeSummary: { create: 1, same } });

  it("finds in a preview what it does not show, and says which resources no rule knows", async () => {
    const variables = { DB: "[secret]" };
    const lambda = stateOf("aws:lambda/function:Function", "api", { environment: { variables } });
    const account = stateOf("azure:storage/account:Account", "files", {});

    const found = await run(["--file", "-"], previewOf(lambda, 0));
    const strange = await run(["--file", "-"], previewOf(account, 0));

    assert.match(
      found.stdout,
      /environment\.variables\.DB: it holds what Pulumi keeps secret, for everyone who may read/,
    );
    assert.match(found.stdout, /^Refused: 1 finding denied; /m);
    assert.match(strange.stdout, /^Not checked, as rules know no packages but .*: 1 resource of azure\.$/m);
  });

  it("refuses a preview without what does not change, as nothing would be found in it", async () => {
    const { code, stdout, stderr } = await run(["--file", "-"], previewOf(stateOf("acme:index:Shop", "shop", {}), 200));

    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /^-: it is without 200 resources that do not change\. .*`pulumi preview --json --show-sames`\./m,
    );
  });

  it("names files in reports from the repository's folder on, wherever in the project it runs, and without git as they are", async () => {
    const { root, commit } = createRepository();
    const files = ["Pulumi.yaml", "src/index.ts", "state.json"].map((name) => `services/my shop/${name}`);
    commit(Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, "state.json"), "utf8")])));
    const project = join(root, "services/my shop");
    const reports = ["--junit", "out.xml", "--sarif", "out.sarif"];
    const places = async (cwd: string, file: string, env: NodeJS.ProcessEnv = {}) => {
      await startCommand(process.execPath, [bin, "check", "--file", file, ...reports], { cwd, env }).finished;
      const [, ofTest] = / file="([^"]*)"/.exec(readFileSync(join(cwd, "out.xml"), "utf8")) ?? [];
      const { runs } = JSON.parse(readFileSync(join(cwd, "out.sarif"), "utf8"));
      return [ofTest, ...runs[0].results.map(({ locations }: { locations: readonly Located[] }) => uriOf(locations))];
    };

    const expected = [
      "services/my shop/src/queues.ts",
      ...["services/my%20shop/src/queues.ts", "services/my%20shop/Pulumi.yaml"],
    ];
    assert.deepEqual(await places(project, "state.json"), expected);
    assert.deepEqual(await places(join(project, "src"), "../state.json"), expected);
    const own = ["src/queues.ts", "src/queues.ts", "Pulumi.yaml"];
    assert.deepEqual(await places(project, "state.json", { PATH: "" }), own);
    assert.deepEqual(await places(folder, "state.json"), own);
    rmSync(root, { recursive: true });
  });

  for (const [title, args, message] of [
    ["a file that does not exist", ["--file", "none.json"], /none\.json: it cannot be read\. .*\[ERR_USAGE\]/],
    [
      "a report that cannot be written",
      ["--file", "state.json", "--junit", "none/out.xml"],
      /none\/out\.xml: it cannot be written\. .*\[ERR_USAGE\]/,
    ],
    [
      "settings that do not exist",
      ["--file", "state.json", "--policies", "none.yaml"],
      /none\.yaml: it cannot be read\. .*\[ERR_CONFIG\]/,
    ],
    [
      "settings that are none",
      ["--file", "state.json", "--policies", "state.json"],
      /state\.json:1: version: "version" is not known here; some of these are expected: caps, .*\[ERR_CONFIG\]/,
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

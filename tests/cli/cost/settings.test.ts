import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

/** A message of one attempt takes 3 requests at $0.40 a million: https://aws.amazon.com/sqs/pricing/ */
const usage = { jobs: { messages: 10_000_000, attempts: 1 } };
const costs = { stack: { monthly: 5 }, usage, prices: { "aws.sqs.standard": { factor: 0.5 } }, responseTime: 2 };

describe("an estimate by a team's settings", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-settings-")));
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
    const config = { "aws:region": "us-east-1", "fourfold-policies:settings": { costs } };
    const state = {
      ...{ urn: "urn:pulumi:prod::app::aws:sqs/queue:Queue::jobs", type: "aws:sqs/queue:Queue" },
      inputs: { region: "us-east-1" },
    };
    const files = {
      "Pulumi.yaml": "name: app\nruntime: nodejs\nmain: index.js\n",
      "Pulumi.prod.yaml": JSON.stringify({ config }),
      "package.json": '{ "type": "module" }',
      "index.js": 'import * as aws from "@pulumi/aws";\nnew aws.sqs.Queue("jobs");\n',
      "usage.yaml": "jobs: { messages: 1000000, attempts: 1 }\n",
      "prices.yaml": "aws.sqs.standard: { factor: 0.1 }\n",
      "team.yaml": JSON.stringify({ costs: { ...costs, responseTime: 3 } }),
      "strange.yaml": JSON.stringify({ costs: { ...costs, usage: { ...usage, mail: {} } } }),
      "none.yaml": "costs: none\n",
      "state.json": JSON.stringify({ version: 3, deployment: { resources: [state] } }),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) => startCommand(process.execPath, [bin, ...args], { cwd: folder }).finished;
  const costOf = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run("cost", "--json", ...args);
    assert.equal(code, 0, stderr);
    const { total, exposure } = JSON.parse(stdout);
    return [total.expected.toFixed(2), exposure.responseTime];
  };

  it("is the one that its budget is about: with the usage, the prices and the response time of the stack", async () => {
    assert.deepEqual(await costOf("--stack", "prod"), ["6.00", 2]);
    const { stdout } = await run("check", "--stack", "prod");
    assert.match(stdout, /The stack costs \$6\.00 a month as expected, \$1\.00 over its budget of \$5\.00\./);
  });

  it("gives way to what the command line says", async () => {
    const files = ["--usage", "usage.yaml", "--prices", "prices.yaml"];

    assert.deepEqual(await costOf("--stack", "prod", ...files, "--response-time", "1"), ["0.12", 1]);
  });

  it("takes the settings in a file, also for what Pulumi has written", async () => {
    assert.deepEqual(await costOf("--file", "state.json", "--policies", "team.yaml"), ["6.00", 3]);
    assert.deepEqual(await costOf("--stack", "prod", "--policies", "team.yaml"), ["6.00", 3]);
    const [, responseTime] = await costOf("--file", "state.json", "--policies", "none.yaml");
    assert.equal(responseTime, 8);
    const { stderr } = await run("cost", "--file", "state.json", "--policies", "strange.yaml");
    assert.equal(stderr, "strange.yaml: nothing in the program has the name mail.\n");
  });
});

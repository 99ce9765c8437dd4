import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../../../tools/pulumi/build.ts";
import { repository, startCommand } from "../../support/command.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";
import { openPulumi } from "../support/pulumi.ts";

const minutes = 60_000;
const bin = join(repository, "kit/cli/fourfold.js");

describe("a policy pack on the real engine", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  let pack: readonly string[];

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("policies");
    pack = ["--policy-pack", join(project.folder, "pack")];
  });
  after(() => project.close());

  it("refuses what breaks a mandatory rule, and names the resource, the rule and the message", async () => {
    project.use("logs.ts", { "policies:days": 7, "policies:least": 14 });

    const said = await project.pulumi.refuse("preview", ...pack);

    assert.match(said, /\[mandatory\] {2}logs-are-kept {2}\(aws:cloudwatch:LogGroup: orders\)/);
    assert.match(said, /Keep logs for 14 days in policies\/dev\./);
  });

  it("deploys nothing that a mandatory rule refuses", async () => {
    await project.pulumi.refuse("up", "--yes", "--skip-preview", ...pack);

    assert.deepEqual((await project.pulumi.status()).resources, {});
  });

  it("only warns where an advisory rule is broken", async () => {
    project.use("logs.ts", { "policies:days": 14, "policies:least": 14 });

    const said = await project.pulumi.run("up", "--yes", "--skip-preview", ...pack);

    assert.match(said, /\[advisory\] {2}logs-are-kept-for-audits/);
    assert.match(said, /Auditors want a year\./);
    assert.doesNotMatch(said, /\[mandatory\]/);
    assert.deepEqual((await project.pulumi.status()).resources, { aws: 1 });
  });

  describe("which is Fourfold's", () => {
    const own = ["--policy-pack", join(repository, "policies")];
    const given = (settings: object) => ({
      ...{ "policies:days": 7, "aws:region": "eu-west-1", "fourfold-policies:settings": settings },
    });
    const noEncryption = { sqsManagedSseEnabled: false };
    const manifest = { time: "2026-11-01T00:00:00Z", magic: "", version: "3" };
    const noLogs = { usage: { orders: { logSize: 0 } } };

    it("lets pass what the security budget and the cost budget hold, from another folder, too", async () => {
      project.use("shop.ts", given({ caps: { low: 1 }, costs: { stack: { monthly: 1 }, ...noLogs } }));
      const outside = openPulumi(project.clone, project.clone.folder, await ensurePulumi());

      assert.doesNotMatch(await outside.run("-C", project.folder, "preview", ...own), /\[mandatory\]/);
    });

    it("refuses one finding and one dollar more, and says what and where it is, and what to do", async () => {
      project.use("shop.ts", given({ caps: { low: 0 }, costs: { stack: { monthly: 0.01 } } }));

      const said = await project.pulumi.refuse("preview", ...own);

      assert.match(said, /\[mandatory\] {2}security-budget[\s\S]*low findings: 1 of 0\./);
      assert.match(
        said,
        /orders[\s\S]*retentionInDays: logs are kept for 7 days\. .*Set `retentionInDays` to 30 or more\./,
      );
      assert.match(
        said,
        /\[mandatory\] {2}cost-budget[\s\S]*The stack costs \$\d\.\d\d a month as expected, \$\d\.\d\d over its budget of \$0\.01\./,
      );
      assert.match(
        said,
        /\[mandatory\] {2}cost-budget {2}\(acme:index:Shop: shop\)[\s\S]*raise `monthly` of `costBudget` of shop\./,
      );
    });

    it("takes the usage that a component carries, and finds it in what a preview writes", async () => {
      const usage = { "policies:usage": { orders: { logSize: 0 } } };
      project.use("shop.ts", { ...given({ caps: { low: 1 }, costs: { stack: { monthly: 0.01 } } }), ...usage });

      assert.doesNotMatch(await project.pulumi.run("preview", ...own), /\[mandatory\]/);
      const file = join(project.folder, "preview.json");
      writeFileSync(file, await project.pulumi.run("preview", "--json"));
      const { stdout } = await startCommand(process.execPath, [bin, "cost", "--file", file, "--json"], {
        cwd: project.folder,
      }).finished;

      const { usage: used, assumptions } = JSON.parse(stdout);
      assert.deepEqual(Object.values(used.declared), [{ logSize: 0 }]);
      assert.deepEqual(
        assumptions.filter(({ name }: { readonly name: string }) => name === "logSize"),
        [],
      );
    });

    it("analyzes an exported state, without a program or a backend", async () => {
      const state = join(project.folder, "state.json");
      const settings = join(project.folder, "team.yaml");
      const queue = "urn:pulumi:prod::shop::aws:sqs/queue:Queue::orders";
      const resources = [{ urn: queue, type: "aws:sqs/queue:Queue", custom: true, id: "orders", inputs: noEncryption }];
      writeFileSync(state, JSON.stringify({ version: 3, deployment: { manifest, resources } }));
      writeFileSync(settings, "costs: none\n");

      const { code, stdout } = await startCommand(
        await ensurePulumi(),
        ["policy", "analyze", ...own, "--file", state],
        {
          cwd: project.folder,
          env: { FOURFOLD_POLICIES: settings },
        },
      ).finished;

      assert.notEqual(code, 0, stdout);
      assert.match(stdout, /\[mandatory\].*encrypted-at-rest {2}\(aws:sqs:Queue: orders\)/);
      assert.doesNotMatch(stdout, /cost-budget/);
    });
  });
});

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
        /orders[\s\S]*retentionInDays: logs are kept for fewer than 30 days\. .*Set `retentionInDays` to 30 or more\./,
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

    it("lets nothing pass for Pulumi's own exceptions, of which the CLI that is tested with knows none", async () => {
      const [state, config] = [join(project.folder, "state.json"), join(project.folder, "exceptions.json")];
      const match = [
        { policies: ["encrypted-at-rest"], targets: ["urn:pulumi:prod::shop::aws:sqs/queue:Queue::orders"] },
      ];
      writeFileSync(
        config,
        JSON.stringify({ version: 2, policies: {}, exceptions: { "NET-118": { reason: "It is public.", match } } }),
      );

      const { code, stdout, stderr } = await startCommand(
        await ensurePulumi(),
        ["policy", "analyze", ...own, "--policy-pack-config", config, "--file", state],
        { cwd: project.folder, env: { FOURFOLD_POLICIES: join(project.folder, "team.yaml") } },
      ).finished;

      assert.notEqual(code, 0, stdout);
      assert.match(stderr, /parsing "version": 2 is not a valid value/);
    });

    it("finds in an exported state what is secret, though it is encrypted", async () => {
      const state = join(project.folder, "secret.json");
      const secret = {
        "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
        ciphertext: "v1:AAAA:AAAB",
      };
      const lambda = "urn:pulumi:prod::shop::aws:lambda/function:Function::api";
      const inputs = { environment: { variables: { DB: secret } } };
      const resources = [{ urn: lambda, type: "aws:lambda/function:Function", custom: true, id: "api", inputs }];
      const salt = "v1:w+7O0gs+YuI=:v1:uN7EoOWfP3fuCY7J:hyHwRdvxKrx1z+4WNkI3nFjlQZwZmg==";
      const secrets_providers = { type: "passphrase", state: { salt } };
      writeFileSync(state, JSON.stringify({ version: 3, deployment: { manifest, secrets_providers, resources } }));

      const { code, stdout } = await startCommand(
        await ensurePulumi(),
        ["policy", "analyze", ...own, "--file", state],
        { cwd: project.folder, env: { FOURFOLD_POLICIES: join(project.folder, "team.yaml") } },
      ).finished;

      assert.notEqual(code, 0, stdout);
      assert.match(stdout, /\[mandatory\].*no-secrets-in-variables {2}\(aws:lambda:Function: api\)/);
    });
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { repository } from "../../support/command.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzeRequest, violationOf } from "./requests.ts";
import { servePack, startPack } from "./server.ts";

const folder = join(repository, "policies");

describe("the policy pack in a process of its own", function () {
  this.timeout(30_000);

  it("starts without compiling anything, has every rule, and refuses what is denied", async () => {
    const settings = JSON.stringify({ rules: { "supported-runtime": "counted" } });
    await using pack = await servePack(folder, {
      PULUMI_CONFIG: JSON.stringify({ "fourfold-policies:settings": settings }),
    });
    const [type, inputs] = ["aws:sqs/queue:Queue", { sqsManagedSseEnabled: false }];

    const info = await pack.info();
    const answer = await pack.analyze(analyzeRequest({ urn: urnOf("orders"), type, name: "orders", inputs }));

    const names = info.getPoliciesList().map((policy) => policy.getName());
    const rules = new Set((await loadCatalogue()).map(({ name }) => name));
    assert.deepEqual(
      [info.getName(), new Set(names)],
      ["fourfold-policies", new Set([...rules, "security-budget", "security-notes", "cost-budget", "cost-notes"])],
    );
    assert.deepEqual(
      answer
        .getDiagnosticsList()
        .map(violationOf)
        .map(({ policy, level }) => [policy, level]),
      [["encrypted-at-rest", "mandatory"]],
    );
    const runtime = info.getPoliciesList().find((policy) => policy.getName() === "supported-runtime");
    assert.equal(runtime?.getEnforcementlevel(), 0, "a setting of the stack is not read");
  });

  it("does not start with settings that are not valid, and says which without a stack", async () => {
    const { code, stdout, stderr } = await startPack(folder, { FOURFOLD_POLICIES: "security.yaml" }).finished;

    assert.equal(stdout, "");
    assert.notEqual(code, 0);
    assert.match(stderr, /FOURFOLD_POLICIES: the path security\.yaml is not absolute, .* \[ERR_CONFIG\]/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});

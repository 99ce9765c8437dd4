import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { repository, startCommand } from "../../support/command.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzeRequest, violationOf } from "./requests.ts";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** Starts the pack as Pulumi's language host does. It prints its port. */
const startPack = (env: NodeJS.ProcessEnv) =>
  startCommand(process.execPath, [runner, "127.0.0.1:0", "."], { cwd: join(repository, "policies"), env });

describe("the policy pack in a process of its own", function () {
  this.timeout(30_000);

  it("starts without compiling anything, has every rule, and refuses what is denied", async () => {
    const settings = JSON.stringify({ rules: { "supported-runtime": "counted" } });
    const pack = startPack({ PULUMI_CONFIG: JSON.stringify({ "fourfold-policies:settings": settings }) });
    await pack.until(/^\d+$/m);
    const client = new services.AnalyzerClient(`127.0.0.1:${pack.text().trim()}`, grpc.credentials.createInsecure());
    try {
      const info = await new Promise<analyzer.AnalyzerInfo>((resolve, reject) =>
        client.getAnalyzerInfo(new empty.Empty(), (error, answer) => (error ? reject(error) : resolve(answer))),
      );
      const [type, inputs] = ["aws:sqs/queue:Queue", { sqsManagedSseEnabled: false }];
      const answer = await new Promise<analyzer.AnalyzeResponse>((resolve, reject) =>
        client.analyze(analyzeRequest({ urn: urnOf("orders"), type, name: "orders", inputs }), (error, found) =>
          error ? reject(error) : resolve(found),
        ),
      );

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
    } finally {
      client.close();
      pack.process.kill();
      await pack.finished;
    }
  });

  it("does not start with settings that are not valid, and says which without a stack", async () => {
    const { code, stdout, stderr } = await startPack({ FOURFOLD_POLICIES: "security.yaml" }).finished;

    assert.equal(stdout, "");
    assert.notEqual(code, 0);
    assert.match(stderr, /FOURFOLD_POLICIES: the path security\.yaml is not absolute, .* \[ERR_CONFIG\]/);
    assert.doesNotMatch(stderr, /\n\s+at /);
  });
});

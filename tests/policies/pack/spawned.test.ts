import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { loadCatalogue } from "../../../policies/catalogue.ts";
import { repository } from "../../support/command.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzeRequest, violationOf } from "./requests.ts";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** Starts the pack as Pulumi's language host does, and waits for the port that it prints. */
async function startPack(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [runner, "127.0.0.1:0", "."], {
    cwd: join(repository, "policies"),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (data) => said.push(String(data)));
  const lines = createInterface({ input: child.stdout });
  const port = await Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    once(child, "exit").then(() => undefined),
  ]);
  return { child, port, said };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

describe("the policy pack in a process of its own", function () {
  this.timeout(30_000);

  it("starts without compiling anything, has every rule, and refuses what is denied", async () => {
    const settings = JSON.stringify({ rules: { "supported-runtime": "counted" } });
    const { child, port, said } = await startPack({
      PULUMI_CONFIG: JSON.stringify({ "fourfold-policies:settings": settings }),
    });
    assert.ok(port !== undefined, said.join(""));
    const client = new services.AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
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
        ["fourfold-policies", new Set([...rules, "security-budget", "security-notes"])],
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
      await stop(child);
    }
  });

  it("does not start with settings that are not valid, and says which without a stack", async () => {
    const { child, port, said } = await startPack({ FOURFOLD_POLICIES: "security.yaml" });
    await stop(child);

    assert.equal(port, undefined);
    assert.notEqual(child.exitCode, 0);
    assert.match(said.join(""), /FOURFOLD_POLICIES: the path security\.yaml is not absolute, .* \[ERR_CONFIG\]/);
    assert.doesNotMatch(said.join(""), /\n\s+at /);
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cur, curLine } from "../../cost/bills/bills.ts";
import { repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");
const urnOf = (type: string, name: string) => `urn:pulumi:prod::shop::${type}::${name}`;
const aws = urnOf("pulumi:providers:aws", "default");
const key = { urn: urnOf("aws:kms/key:Key", "key"), type: "aws:kms/key:Key", inputs: {}, provider: `${aws}::1` };
const resources = [{ urn: aws, type: "pulumi:providers:aws", inputs: { region: "us-east-1" } }, key];

describe("fourfold cost reconcile", function () {
  this.timeout(20_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-reconcile-"));
    writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
    writeFileSync(join(folder, "usage.yaml"), "key: { accesses: 0 }\n");
    const lines = [curLine("awskms", "us-east-1-KMS-Keys", 1, 1.5), curLine("AmazonEC2", "BoxUsage", 2, 4)];
    writeFileSync(join(folder, "bill.csv"), cur(...lines));
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (...args: readonly string[]) => {
    const all = [bin, "cost", "reconcile", "--file", "state.json", "--usage", "usage.yaml", ...args];
    return startCommand(process.execPath, all, { cwd: folder }).finished;
  };

  // $1 a key: https://aws.amazon.com/kms/pricing/
  it("shows what was estimated beside what was billed, and what has no counterpart", async () => {
    const { code, stdout, stderr } = await run("--bill", "bill.csv");

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^aws\.kms\.keys +\$1\.00 +\$1\.50 +\+\$0\.50$/m);
    assert.match(stdout, /^AWS CUR 2\.0, 2026-11: 1 day with usage, in US dollars before taxes and credits\.$/m);
    assert.match(
      stdout,
      /^Billed, and no price of the book is for it:\n {2}AmazonEC2 \/ BoxUsage: \$4\.00 \(2 Requests\)$/m,
    );
  });

  it("refuses what is no month, and a bill that is not there, before anything runs", async () => {
    const [month, bill] = [await run("--bill", "bill.csv", "--month", "2026-13"), await run("--bill", "none.csv")];

    assert.deepEqual([month.code, bill.code], [1, 1]);
    assert.match(month.stderr, /Write a month such as 2026-11\./);
    assert.match(bill.stderr, /none\.csv: it cannot be read\. .*docs\/cost\.md#against-a-bill/);
  });
});

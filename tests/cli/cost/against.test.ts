import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repository as fourfold, startCommand } from "../../support/command.ts";
import { createRepository, type TestRepository } from "./git.ts";

const bin = join(fourfold, "kit/cli/fourfold.js");

/** A program with queues. A message takes 3.02 requests at $0.40 a million: https://aws.amazon.com/sqs/pricing/ */
const programOf = (...names: readonly string[]): string =>
  ['import * as aws from "@pulumi/aws";', ...names.map((name) => `new aws.sqs.Queue("${name}");`)].join("\n");

/** What the team pays, now and before: half of that. */
const team = { costs: { stack: { monthly: 9 }, prices: { "aws.sqs.standard": { factor: 0.5 } } } };

describe("fourfold cost --against", function () {
  this.timeout(60_000);
  let git: TestRepository;
  beforeEach(() => {
    git = createRepository();
    git.commit({
      ".gitignore": "node_modules\n.fourfold\n",
      "app/Pulumi.yaml": "name: app\nruntime: nodejs\nmain: index.js\n",
      "app/Pulumi.dev.yaml": `config:\n  aws:region: us-east-1\n  fourfold-policies:settings: ${JSON.stringify(team)}\n`,
      "app/package.json": '{ "type": "module" }',
      "app/usage.yaml": "jobs: { messages: 1000000 }\n",
      "app/index.js": programOf("jobs", "old"),
    });
    symlinkSync(join(fourfold, "node_modules"), join(git.root, "app/node_modules"), "dir");
  });
  afterEach(() => rmSync(git.root, { recursive: true }));

  const run = (args: readonly string[]) =>
    startCommand(process.execPath, [bin, "cost", ...args], { cwd: join(git.root, "app") }).finished;

  it("evaluates a commit with its own code, settings and usage, and says what is not committed", async () => {
    git.write({
      "app/index.js": programOf("jobs", "mail"),
      "app/usage.yaml": "jobs: { messages: 2000000 }\n",
    });

    const args = ["--against", "main", "--usage", "usage.yaml", "--json"];
    const { code, stdout, stderr } = await run(args);

    assert.equal(code, 0, stderr);
    assert.match(stderr, /^What is not committed is in the estimate, too\.$/m);
    const { against, total } = JSON.parse(stdout);
    assert.match(against.label, /^main \([0-9a-f]{7}\)$/);
    assert.equal(against.total.after, total.expected);
    const rows = against.component.map(
      (row: Record<"name" | "status" | "code" | "usage" | "prices", string | number>) => [
        ...[row.name, row.status, Number(row.code).toFixed(2), Number(row.usage).toFixed(2), row.prices],
      ],
    );
    assert.deepEqual(rows, [
      ["jobs", "changed", "0.00", "0.60", 0],
      ["mail", "new", "0.60", "0.00", 0],
      ["old", "gone", "-0.60", "0.00", 0],
    ]);
    assert.equal(git.git("worktree", "list").trim().split("\n").length, 1);
  });

  it("says whose mistake it is where a commit's program fails", async () => {
    git.write({ "app/Pulumi.prod.yaml": "config:\n  aws:region: us-east-1\n" });

    const { code, stderr } = await run(["--against", "main", "--stack", "prod"]);

    assert.equal(code, 1);
    assert.match(stderr, /^main \([0-9a-f]{7}\), --stack: Pulumi\.prod\.yaml does not exist in .*app\. /m);
    assert.ok(stderr.includes(join(git.root, "app")));
  });
});

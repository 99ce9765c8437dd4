import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

const setWith = (more: string) => `
import { functionSet, queue } from "fourfold";
export const greetings = functionSet("greetings", {
  root: import.meta.url,
  resources: { said: queue() },
  functions: { hello: { handler: "./hello.ts", http: true, links: { said: ["send"] }, ${more} } },
});
`;

const files = {
  "package.json": '{ "type": "module" }',
  "Pulumi.yaml": "name: greeter\nruntime: nodejs\nmain: index.ts\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: us-east-1\n",
  "set.ts": setWith(""),
  "hello.ts": `
import { http } from "fourfold/runtime";
import { greetings } from "./set.ts";
export default http(greetings, "hello", () => ({ fetch: () => new Response("hello") }));
`,
  "index.ts": `
import { sqs } from "@pulumi/aws";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { greetings } from "./set.ts";
const on = new Foundation("base", { cloud: "aws", protection: "destroy", messages: true });
new FunctionSet("greeter", deploy(greetings, { cloud: "aws", on, protection: "destroy" }));
new sqs.Queue("of-no-set");
`,
  "usage.yaml": '"*": { requests: 1000000 }\ngreeter-said: { messages: 2000000, messageSize: 1, attempts: 1 }\n',
};

describe("fourfold cost --clouds", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-clouds-")));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(repository, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"), "dir");
    symlinkSync(repository, join(folder, "node_modules/fourfold"), "dir");
    write(files);
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  };
  const run = (args: readonly string[]) =>
    startCommand(process.execPath, [bin, "cost", "--clouds", ...args], { cwd: folder }).finished;

  it("says what sets cost where they are, and where they are not, with the same usage", async () => {
    const { code, stdout, stderr } = await run(["--only", "aws,cloudflare", "--usage", "usage.yaml", "--json"]);

    assert.equal(code, 0, stderr);
    const { parts, clouds } = JSON.parse(stdout);
    const costs = (cloud: string, price: string): readonly string[] =>
      clouds[cloud].lines
        .filter((line: { price: string }) => line.price === price)
        .map((line: { component: string; expected: number }) => `${line.component} ${line.expected.toFixed(2)}`);
    // $0.40 a million requests, of which a message takes three: https://aws.amazon.com/sqs/pricing/. The queue of no set does not count.
    assert.deepEqual(costs("aws", "aws.sqs.standard").slice(0, 1), ["greeter-said 2.40"]);
    assert.ok(costs("aws", "aws.sqs.standard").every((line) => line.startsWith("greeter-said")));
    // $0.40 a million operations, of which a message takes three: https://developers.cloudflare.com/queues/platform/pricing/
    assert.deepEqual(costs("cloudflare", "cloudflare.queues.operations")[0], "greeter-said 2.40");
    assert.deepEqual(costs("cloudflare", "cloudflare.workers.requests"), ["greeter-hello 0.30"]);
    const names = parts.map(({ name }: { name: string }) => name);
    assert.ok(["hello", "said"].every((name) => names.includes(name)));
    assert.deepEqual(
      [clouds.aws.coverage.known, clouds.cloudflare.coverage.known > 0],
      [clouds.aws.coverage.all, true],
    );
  });

  it("says why a set cannot be on a cloud as it is", async () => {
    write({ "set.ts": setWith('assets: ["./*.yaml"]') });

    const { code, stdout, stderr } = await run(["--only", "cloudflare"]);

    write({ "set.ts": files["set.ts"] });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^total +–$/m);
    assert.match(stdout, /^Not on cloudflare: .*assets/m);
  });

  it("refuses a program that makes no set, what Pulumi has written, and a comparison", async () => {
    write({ "index.ts": 'import { sqs } from "@pulumi/aws";\nnew sqs.Queue("of-no-set");\n' });

    const [none, file, against] = [await run([]), await run(["--file", "x"]), await run(["--against", "x"])];

    write({ "index.ts": files["index.ts"] });
    assert.match(none.stderr, /^--clouds: the program makes no FunctionSet, .* Leave the option out\. \[ERR_USAGE\]$/m);
    assert.match(file.stderr, /^--clouds: a stack is on the clouds that it is on\. .*\[ERR_USAGE\]$/m);
    assert.match(against.stderr, /^--clouds: it and --against exclude each other\. .*\[ERR_USAGE\]$/m);
  });
});

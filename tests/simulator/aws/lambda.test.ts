import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../support/until.ts";
import { archive, type Deployed, type Deployment } from "../deployment.ts";
import { codeOf, deployFunction, deployUrl, linesOf, openAws } from "./shop.ts";

const group = "/aws/lambda/worker";

/** What Lambda documents of its execution environment: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
describe("aws: Lambda", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  const deploy = async (handler: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    deployUrl(aws, await deployFunction(aws, handler, more));
  const textOf = async (url: string): Promise<string> => (await fetch(url)).text();
  const logged = (pattern: RegExp): boolean => linesOf(aws, group).some((line) => pattern.test(line));

  describe("environment", () => {
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
    it("has the documented variables, the function's own, and nothing of this process", async () => {
      const url = await deploy("async () => process.env", {
        environment: { variables: { MODE: "test" } },
        memorySize: 256,
      });

      const environment = JSON.parse(await textOf(url));

      assert.equal(environment.MODE, "test");
      assert.equal(environment._HANDLER, "index.handler");
      assert.equal(environment.AWS_REGION, "eu-central-1");
      assert.equal(environment.AWS_EXECUTION_ENV, "AWS_Lambda_nodejs24.x");
      assert.equal(environment.AWS_LAMBDA_FUNCTION_NAME, "worker");
      assert.equal(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, "256");
      assert.equal(environment.AWS_LAMBDA_FUNCTION_VERSION, "$LATEST");
      assert.equal(environment.AWS_LAMBDA_LOG_GROUP_NAME, group);
      assert.match(environment.AWS_LAMBDA_LOG_STREAM_NAME, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
      assert.equal(environment.TZ, ":UTC");
      assert.match(environment.AWS_ACCESS_KEY_ID, /^ASIA[A-Z2-7]{16}$/);
      const ours = Object.keys(process.env).filter(
        (name) => name in environment && !["PATH", "LANG", "TZ"].includes(name),
      );
      assert.deepEqual(ours, []);
    });

    it("has exactly the archive's files, and no packages above them", async () => {
      const listing = `import { readdirSync } from "node:fs";
        export const handler = async () => ({
          files: readdirSync(process.env.LAMBDA_TASK_ROOT, { recursive: true }).sort(),
          isHere: process.cwd() === process.env.LAMBDA_TASK_ROOT,
          found: await import("hono").then(() => true, () => false),
        });`;
      const url = await deploy("", { code: archive({ "index.mjs": listing, "data/a.txt": "a" }) });

      assert.deepEqual(JSON.parse(await textOf(url)), {
        files: ["data", "data/a.txt", "index.mjs"],
        isHere: true,
        found: false,
      });
    });

    it("gives the handler its context", async () => {
      const url = await deploy(
        "async (_event, context) => ({ left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn, id: context.awsRequestId })",
        { timeout: 10 },
      );

      const context = JSON.parse(await textOf(url));

      assert.ok(context.left > 8_000 && context.left <= 10_000);
      assert.equal(context.arn, "arn:aws:lambda:eu-central-1:123456789012:function:worker");
      assert.match(context.id, /^[0-9a-f-]{36}$/);
    });
  });

  describe("sandboxes", () => {
    // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html; the Extensions and Telemetry APIs are not here.
    it("answers 404 to calls that the Runtime API does not have", async () => {
      const paths = ["/2018-06-01/runtime/nothing", "/2020-01-01/extension/register", "/2022-07-01/telemetry"];
      const url = await deploy(`async () => Promise.all(${JSON.stringify(paths)}.map(async (path) =>
        (await fetch("http://" + process.env.AWS_LAMBDA_RUNTIME_API + path, { method: "POST" })).status))`);

      assert.equal(await textOf(url), "[404,404,404]");
    });

    it("works on one request at a time, and starts another sandbox for another request", async () => {
      const url = await deploy(
        "async () => { await new Promise((done) => setTimeout(done, 1_000)); return process.pid; }",
      );

      const pids = await Promise.all([textOf(url), textOf(url), textOf(url)]);

      assert.equal(new Set(pids).size, 3);
    });

    it("uses a sandbox again", async () => {
      const url = await deploy(
        "async () => { globalThis.count = (globalThis.count ?? 0) + 1; return globalThis.count; }",
      );

      const counts = [];
      for (let at = 0; at < 5; at++) counts.push(await textOf(url));

      assert.deepEqual(counts, ["1", "2", "3", "4", "5"]);
    });

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    it("runs no more than the reserved concurrency at a time", async () => {
      const url = await deploy("async () => { await new Promise((done) => setTimeout(done, 300)); return 1; }", {
        reservedConcurrentExecutions: 2,
      });

      const statuses = await Promise.all([1, 2, 3].map(async () => (await fetch(url)).status));

      assert.deepEqual(statuses.sort(), [200, 200, 429]);
    });
  });

  describe("logs", () => {
    it("has the platform's lines around the function's", async () => {
      const url = await deploy("async () => { console.log('hello', { a: 1 }); return 1; }");

      await fetch(url);
      await until(() => logged(/^REPORT/));

      const [init, start, line, end, report] = linesOf(aws, group);
      assert.match(init ?? "", /^INIT_START Runtime Version: /);
      const requestId = /^START RequestId: ([0-9a-f-]{36}) Version: \$LATEST$/.exec(start ?? "")?.[1];
      assert.match(line ?? "", new RegExp(`^\\S+Z\t${requestId}\tINFO\thello \\{ a: 1 \\}$`));
      assert.equal(end, `END RequestId: ${requestId}`);
      assert.match(
        report ?? "",
        /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms$/,
      );
    });

    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
    it("is JSON when that is the format, from the level that was asked for", async () => {
      const loggingConfig = { logFormat: "JSON", applicationLogLevel: "WARN", logGroup: "/shop/worker" };
      const url = await deploy("async () => { console.info('no'); console.warn('yes'); return 1; }", { loggingConfig });

      await fetch(url);
      await until(() => linesOf(aws, "/shop/worker").some((line) => line.includes("platform.report")));

      const lines = linesOf(aws, "/shop/worker").map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.map(({ type, level }) => type ?? level),
        ["platform.initStart", "platform.start", "WARN", "platform.report"],
      );
      assert.equal(lines[2].message, "yes");
    });
  });

  describe("failures", () => {
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
    it("ends a function whose time is over, and starts a new sandbox for the next request", async () => {
      const handler =
        "async (event) => event.rawPath === '/slow' ? new Promise(() => setTimeout(() => {}, 1e6)) : process.pid";
      const url = await deploy(handler, { timeout: 1 });

      const before = await textOf(url);
      const slow = await fetch(`${url}/slow`);
      const after = await textOf(url);

      assert.equal(slow.status, 502);
      assert.notEqual(after, before);
      await until(() => logged(/Task timed out after 1\.00 seconds/) && logged(/^REPORT.*Status: timeout/));
    });

    it("kills a function that takes more memory than it has", async () => {
      const handler = `async (event) => {
        if (event.rawPath !== "/eat") return "fine";
        const eaten = [];
        for (;;) { eaten.push(Buffer.alloc(8e6, 1)); await new Promise((done) => setTimeout(done, 5)); }
      }`;
      const url = await deploy(handler, { timeout: 15 });

      const eating = await fetch(`${url}/eat`);

      assert.equal(eating.status, 502);
      assert.equal(await textOf(url), '"fine"');
      await until(() => logged(/Runtime exited with error: signal: killed\nRuntime.ExitError/));
    });

    it("reports a function that ends its process", async () => {
      const url = await deploy("async () => process.exit(3)");

      assert.equal((await fetch(url)).status, 502);
      await until(() => logged(/Error: Runtime exited with error: exit status 3\nRuntime.ExitError/));
    });

    it("reports a function that cannot be loaded", async () => {
      const url = await deploy("", { code: archive({ "index.mjs": "import 'missing'; export const handler = 1;" }) });

      assert.equal((await fetch(url)).status, 502);
      assert.equal((await fetch(url)).status, 502);
      await until(() => logged(/Uncaught Exception.*Cannot find package 'missing'/));
    });

    it("reports a handler that does not exist", async () => {
      const url = await deploy("1", { handler: "index.other" });

      assert.equal((await fetch(url)).status, 502);
      await until(() => logged(/Runtime\.HandlerNotFound/));
    });

    it("survives what the function throws", async () => {
      const url = await deploy(
        "async (event) => { if (event.rawPath === '/no') throw new TypeError('bad'); return process.pid; }",
      );

      const before = await textOf(url);
      assert.equal((await fetch(`${url}/no`)).status, 502);

      assert.equal(await textOf(url), before);
      await until(() => logged(/Invoke Error.*"errorType":"TypeError","errorMessage":"bad"/));
    });
  });

  describe("change of code", () => {
    const version = (text: string): Readonly<Record<string, unknown>> => codeOf(`async () => "${text}"`);

    it("answers with the new code after an update", async () => {
      const fn = await deployFunction(aws, "async () => 'one'");
      const url = await deployUrl(aws, fn);
      const before = await textOf(url);

      const updated: Deployed = await aws.update(fn, { ...fn.inputs, code: version("two") });

      assert.deepEqual([before, await textOf(url)], ['"one"', '"two"']);
      assert.notEqual(updated.outputs.codeSha256, fn.outputs.codeSha256);
    });

    it("swaps code in place, and lets requests under way finish", async () => {
      const slow =
        "async () => { console.log('under way'); await new Promise((done) => setTimeout(done, 300)); return 'one'; }";
      const { world } = aws.simulator;
      const url = await deploy(slow);
      const underWay = textOf(url);
      await until(() => logged(/under way$/));

      const to = await world.code.take(version("two"));
      const places = await aws.simulator.replaceCode(await world.code.take(codeOf(slow)), to);

      assert.equal(places, 1);
      assert.equal(await textOf(url), '"two"');
      assert.equal(await underWay, '"one"');
    });

    it("keeps swapped code when only the configuration changes", async () => {
      const fn = await deployFunction(aws, "async () => 'one'");
      const url = await deployUrl(aws, fn);
      const { world } = aws.simulator;
      const from = await world.code.take(codeOf("async () => 'one'"));
      await aws.simulator.replaceCode(from, await world.code.take(version("two")));

      await aws.update(fn, { ...fn.inputs, timeout: 5 });

      assert.equal(await textOf(url), '"two"');
    });
  });

  it("answers at the same address when the simulator starts again", async () => {
    await aws.stop();
    const data = await mkdtemp(join(tmpdir(), "fourfold-aws-"));
    aws = await openAws({ data, basePort: 0 });
    const url = await deploy("async () => 'here'");

    await aws.stop();
    aws = await openAws({ data, basePort: 0 });

    assert.equal(await textOf(url), '"here"');
    await aws.stop();
    await rm(data, { recursive: true });
    aws = await openAws();
  });

  it("leaves no process behind when it stops", async () => {
    const url = await deploy("async () => process.pid");
    const pid = await textOf(url);

    await aws.stop();

    assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
    const children = execFileSync("ps", ["-o", "args=", "--ppid", String(process.pid)], { encoding: "utf8" });
    assert.doesNotMatch(children, /bootstrap\.mjs/);
    aws = await openAws();
  });
});

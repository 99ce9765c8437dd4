import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect as connectPlain, createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect as connectSecurely } from "node:tls";
import * as v from "valibot";
import { ConformanceOutput, type DeployedTarget } from "../../kit/conformance/http/output.ts";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import type { Finished } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";

const Outputs = v.object({ conformance: v.array(ConformanceOutput) });

const Report = v.object({
  source: v.string(),
  simulated: v.boolean(),
  targets: v.array(
    v.object({
      cloud: v.string(),
      requests: v.number(),
      results: v.array(v.object({ name: v.string(), outcome: v.looseObject({ state: v.string() }) })),
    }),
  ),
});

/** The certificate of whatever speaks TLS on a local port, as PEM. */
function certificateAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectSecurely({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerX509Certificate()));
      socket.destroy();
    });
    socket.once("error", reject);
  });
}

/** Stands before a local address and changes the bytes of what it answers. Nothing else. */
async function spoil(address: string, from: string, to: string) {
  const server = createServer((socket) => {
    const upstream = connectPlain({ host: "127.0.0.1", port: Number(new URL(address).port) });
    const change = new Transform({
      transform: (chunk: Buffer, _encoding, done) =>
        done(null, Buffer.from(chunk.toString("latin1").replace(from, to), "latin1")),
    });
    // Either side may go away in the middle: then the other one goes too.
    void Promise.allSettled([pipeline(socket, upstream), pipeline(upstream, change, socket)]).then(() => {
      socket.destroy();
      upstream.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** What a team does on its own accounts, done here: the real engine deploys the app, and it is asked over the network. */
describe("fourfold verify on four simulated clouds", function () {
  this.timeout(60_000);
  let clone: Clone;
  let cwd: string;
  let env: NodeJS.ProcessEnv;
  let deployed: readonly ConformanceOutput[] = [];

  const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Finished> =>
    clone.run(args, { cwd, env: { ...env, ...more } });

  /** Asks one target as if it were the only one of a stack elsewhere, and reads the report. */
  const verifyAt = async (
    target: DeployedTarget,
    url: string,
    args: readonly string[] = [],
    more: NodeJS.ProcessEnv = {},
  ) => {
    const outputs = { mine: { ...deployed[0], targets: [{ ...target, url }] } };
    writeFileSync(join(cwd, "outputs.json"), JSON.stringify(outputs));
    const finished = await run(
      ["verify", "--outputs", "outputs.json", "--yes", "--output", `report-${target.kind}`, ...args],
      more,
    );
    return { finished, ...readReport(`report-${target.kind}`) };
  };

  const readReport = (folder: string) => {
    const files = readdirSync(join(cwd, folder)).sort();
    assert.equal(files.length, 2);
    const [json = "", markdown = ""] = files.map((file) => readFileSync(join(cwd, folder, file), "utf8"));
    const report = v.parse(v.pipe(v.string(), v.parseJson(), Report), json);
    const count = (state: string) =>
      report.targets.flatMap(({ results }) => results).filter(({ outcome }) => outcome.state === state).length;
    return { files, report, markdown, count };
  };

  before(async function () {
    this.timeout(15 * 60_000); // Where no Pulumi is installed it is built, once.
    env = { PATH: [dirname(await ensurePulumi()), process.env.PATH].join(delimiter) };
    clone = createClone();
    cwd = join(clone.folder, "check");
    await clone.run(["verify", "--init", "check"]);
    const up = await run(["pulumi", "up", "--yes", "--skip-preview", "--non-interactive"]);
    assert.equal(up.code, 0, up.stdout + up.stderr);
    const { stdout } = await run(["pulumi", "stack", "output", "--json"]);
    deployed = v.parse(Outputs, JSON.parse(stdout)).conformance;
  });
  after(async () => {
    await run(["stop"]);
    await assertNothingLeft(clone.folder, []);
    clone.remove();
  });

  const find = (cloud: string, kind: string): DeployedTarget => {
    const target = deployed
      .flatMap(({ targets }) => targets)
      .find((each) => each.cloud === cloud && each.kind === kind);
    assert.ok(target);
    return target;
  };

  it("finds all behaviours as expected, after as many requests as it has announced", async () => {
    const { code, stdout, stderr } = await run(["verify", "--simulated", "--yes", "--output", "all"]);

    assert.equal(code, 0, stdout + stderr);
    const { files, report, markdown, count } = readReport("all");
    assert.equal(count("expected") + count("exception"), 1_108);
    assert.deepEqual([report.source, report.simulated, report.targets.length], ['Stack "dev"', true, 10]);
    const sent = report.targets.reduce((sum, { requests }) => sum + requests, 0);
    assert.match(stdout, new RegExp(`^This will send ${sent} requests to 10 functions:$`, "m"));
    assert.match(files[0] ?? "", /^fourfold-verify-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.json$/);
    assert.match(markdown, /^# HTTP behaviours: all as expected\n/);
    assert.match(
      markdown,
      /^- .*\(https:\/\/github\.com\/cloudflare\/workerd\/issues\/6818\) \(cloudflare streaming\)$/m,
    );
  });

  it("asks only what it is told to ask, and says so in the report", async () => {
    const { code } = await run([
      "verify",
      "--simulated",
      "--yes",
      "--cloud",
      "cloudflare",
      "--grep",
      "PREFLIGHT",
      "--output",
      "some",
    ]);

    const { report, markdown, count } = readReport("some");
    assert.deepEqual([code, report.targets.map(({ cloud }) => cloud)], [0, Array(3).fill("cloudflare")]);
    assert.equal(count("expected"), 4);
    assert.match(markdown, /only behaviours with "PREFLIGHT"/);
  });

  it("asks over TLS, and counts apart what only logs could show", async () => {
    const target = find("aws", "streaming");
    const { port } = new URL(target.url);
    writeFileSync(join(cwd, "ca.pem"), await certificateAt(Number(port)));

    // How Node.js learns of a certificate authority of one's own: https://nodejs.org/api/cli.html#node_extra_ca_certsfile
    const trust = { NODE_EXTRA_CA_CERTS: join(cwd, "ca.pem") };
    const { finished, count, markdown } = await verifyAt(target, `https://localhost:${port}`, [], trust);

    assert.equal(finished.code, 0, finished.stdout + finished.stderr);
    assert.deepEqual([count("expected"), count("unchecked")], [132, 4]);
    assert.match(markdown, /^- finishes work that goes on after the response: no access to logs \(aws streaming\)$/m);
  });

  it("refuses to ask where nobody vouches for the certificate", async () => {
    const target = find("aws", "streaming");
    const outputs = {
      ...deployed[0],
      targets: [{ ...target, url: target.url.replace("http://127.0.0.1", "https://localhost") }],
    };
    writeFileSync(join(cwd, "outputs.json"), JSON.stringify(outputs));

    const { code, stderr } = await run(["verify", "--outputs", "outputs.json", "--yes"]);

    assert.match(stderr, /does not answer: self-signed certificate.*\[ERR_VERIFY\]/);
    assert.equal(code, 1);
  });

  it("fails exactly the behaviour that one spoilt header breaks, says what came instead, and reads logs by a command", async () => {
    const target = find("aws", "buffered");
    const readLogs = `"${process.execPath}" "${join(clone.folder, "kit/cli/fourfold.js")}" logs --json`;
    const proxy = await spoil(target.url, "access-control-max-age: 300", "access-control-max-age: 301");

    const { finished, report, markdown, count } = await verifyAt(target, proxy.url, ["--logs", readLogs]);

    proxy.close();
    const name = "answers the preflight of an origin that may call, without asking the app";
    const failed = report.targets.flatMap(({ results }) => results).filter(({ outcome }) => outcome.state === "failed");
    assert.deepEqual(
      failed.map((result) => result.name),
      [name],
    );
    assert.deepEqual([count("expected"), count("exception"), count("unchecked")], [131, 3, 0]);
    assert.equal(finished.code, 1);
    for (const text of [finished.stdout, markdown]) {
      assert.match(
        text,
        new RegExp(`aws buffered: requests of other origins: ${name}\n.*expected: '300'\n +actual: +'301'`, "s"),
      );
    }
  });
});

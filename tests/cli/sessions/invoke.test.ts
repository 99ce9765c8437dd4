import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseRequestFile } from "../../../kit/cli/invoke/request-file.ts";
import { requireRoute } from "../../../kit/cli/invoke/send-request.ts";
import { checkpointKey } from "../../../kit/engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../../kit/engine/state/checkpoint.ts";
import { findSimulator } from "../../../kit/simulator/client.ts";
import { clouds } from "../../../kit/spec/index.ts";
import { type Clone, createClone } from "../../support/clone.ts";

describe("the file of a request", () => {
  it("has a method, a path, headers, an empty line and a body, and may have comments", () => {
    const text =
      "# Places an order.\n\nPOST /orders?dry=1 HTTP/1.1\r\nContent-Type: application/json\n// why not\nX-A:b:c\n\n{\n}\n";

    assert.deepEqual(parseRequestFile(text, "order.http"), {
      method: "POST",
      path: "/orders?dry=1",
      headers: [
        ["Content-Type", "application/json"],
        ["X-A", "b:c"],
      ],
      body: "{\n}",
    });
  });

  it("is its first request only, where it has several", () => {
    assert.deepEqual(parseRequestFile("### one\nGET /a\n\n### two\nGET /b\n", "x.http"), {
      method: "GET",
      path: "/a",
      headers: [],
      body: undefined,
    });
  });

  for (const [text, message] of [
    ["", /^x.http, line 1: it holds no request/],
    ["get /", /line 1: it does not begin with a method/],
    ["GET https://shop.example/", /line 1: "https:\/\/shop.example\/" is not a path/],
    ["GET /\nno header\n", /line 2: it is not a header/],
  ] as const) {
    it(`is refused as ${JSON.stringify(text)}, with the line and the way out`, () => {
      assert.throws(() => parseRequestFile(text, "x.http"), { code: "ERR_USAGE", message });
    });
  }
});

describe("the path of a request", () => {
  const fn = { cloud: "aws", set: "shop", name: "admin", trigger: "http", isTimed: false, attributes: {} } as const;
  const routes = { "/*": "api", "/admin/*": "admin", "/users/:id": "users" };

  it("leads to the function that is called, by the routes of its address if it has any", () => {
    requireRoute({ ...fn, routes }, "/admin/orders?limit=2");
    requireRoute(fn, "/anything");
  });

  for (const [path, given, message] of [
    ["/orders", routes, /aws: shop\/admin: \/orders leads to "api", and not to "admin"\..*routes: \/admin\/\*\./],
    ["/orders", { "/admin/*": "admin" }, /\/orders leads to no function, and not to "admin"/],
  ] as const) {
    it(`is refused where ${Object.keys(given).length} routes lead elsewhere: another function would answer`, () => {
      assert.throws(() => requireRoute({ ...fn, routes: given }, path), { code: "ERR_USAGE", message });
    });
  }
});

/** A `pulumi` that exports what `dev` has deployed, as if `fourfold pulumi` had. Answers its folder. */
async function installPulumi({ folder }: Clone): Promise<string> {
  const simulator = await findSimulator(join(folder, ".fourfold/simulator"));
  const checkpoint = (await simulator?.getValue(checkpointKey({ project: "fourfold-shop", stack: "dev" }))) ?? "";
  const { resources } = parseCheckpoint(checkpoint);
  const path = join(folder, "bin");
  mkdirSync(path);
  writeFileSync(join(path, "state.json"), JSON.stringify({ deployment: { resources } }));
  const script = `#!/bin/sh\ncase "$2" in export) cat ${path}/state.json;; *) echo "{}";; esac\n`;
  writeFileSync(join(path, "pulumi"), script, { mode: 0o755 });
  return path;
}

describe("fourfold invoke", function () {
  this.timeout(180_000);
  let clone: Clone;
  before(async () => {
    clone = createClone();
    await clone.run(["start"]);
    const { code, stdout } = await clone.run(["dev", "--once"]);
    assert.equal(code, 0, stdout);
  });
  after(async () => {
    await clone.run(["stop"]);
    clone.remove();
  });

  it("runs a scheduled function on every cloud, for the minute that it is, and shows what it has logged", async () => {
    const { code, stdout, stderr } = await clone.run(["invoke", "audit"]);

    assert.equal(code, 0, stdout + stderr);
    for (const cloud of clouds) {
      assert.match(stdout, new RegExp(`^${cloud}: shop/audit has run$`, "m"));
      assert.match(stdout, new RegExp(`${cloud} +shop/audit +info +scheduled run +scheduledTime=\\S+:00\\.000Z`));
    }
  });

  it("runs it for the time that is asked for, and says where a cloud has no way to", async () => {
    const at = "2026-03-29T01:30:00Z";
    const three = await clone.run(["invoke", "shop/audit", "--at", at, "--cloud", "aws,gcp,cloudflare"]);
    const azure = await clone.run(["invoke", "audit", "--at", at, "--cloud", "azure"]);

    assert.equal(three.stdout.match(/scheduledTime=2026-03-29T01:30:00\.000Z/g)?.length, 3);
    assert.equal(azure.code, 1);
    assert.match(
      azure.stderr,
      /--at is not possible on azure: the host has no way to say .* Leave --at out.*\[ERR_USAGE\]/,
    );
  });

  it("runs a Lambda function with the event of a file, as AWS's API does it", async () => {
    writeFileSync(join(clone.folder, "event.json"), '{ "scheduledTime": "2026-02-03T04:05:06Z" }');

    const { code, stdout, stderr } = await clone.run(["invoke", "audit", "--cloud", "aws", "--event", "event.json"]);

    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /scheduledTime=2026-02-03T04:05:06\.000Z/);
  });

  it("runs what `fourfold pulumi` has deployed: on AWS by Lambda's API, as who has deployed it", async () => {
    const path = await installPulumi(clone);

    const env = { PATH: `${path}${delimiter}${process.env.PATH}` };
    const { code, stdout, stderr } = await clone.run(["invoke", "audit", "--simulated", "--stack", "dev"], { env });
    const api = await clone.run(["invoke", "api", "--simulated", "--stack", "dev"], { env });

    assert.equal(code, 0, stdout + stderr);
    assert.equal(
      api.stdout.match(/shop\/api GET http:\/\/127\.0\.0\.1:\d+\/\S*: \d{3}/g)?.length,
      4,
      api.stdout + api.stderr,
    );
    assert.match(stdout, /^aws: acting as arn:aws:iam::\d{12}:user\/deployer$/m);
    for (const cloud of clouds) {
      assert.match(stdout, new RegExp(`^${cloud}: shop/audit has run$`, "m"));
      assert.match(stdout, new RegExp(`${cloud} +shop/audit +info +scheduled run +scheduledTime=\\S+:00\\.000Z`));
    }
  });

  it("sends an HTTP function the request of a file, and prints the response", async () => {
    writeFileSync(join(clone.folder, "health.http"), "GET /health\nx-request-id: by-hand-1\n");

    const { code, stdout } = await clone.run(["invoke", "api", "--request", "health.http"]);

    assert.equal(code, 0, stdout);
    assert.equal(stdout.match(/GET http:\/\/127\.0\.0\.1:\d+\/health: 200/g)?.length, 4);
    assert.equal(stdout.match(/request .* by-hand-1$/gm)?.length, 4);
  });

  it("refuses a request that no client can send, and prints the response to one that finds nothing", async () => {
    writeFileSync(join(clone.folder, "odd.http"), "GET /health\n\n{}\n");
    writeFileSync(join(clone.folder, "nowhere.http"), "GET /nowhere\n");

    const odd = await clone.run(["invoke", "api", "--cloud", "aws", "--request", "odd.http"]);
    const missing = await clone.run(["invoke", "api", "--cloud", "aws", "--request", "nowhere.http"]);

    assert.equal(odd.code, 1);
    assert.match(
      odd.stderr,
      /--request: it cannot be sent: Request with GET\/HEAD method cannot have body.*\[ERR_USAGE\]/,
    );
    assert.doesNotMatch(odd.stderr, /\n +at /);
    assert.match(missing.stdout, /^aws: shop\/api GET http:\S+\/nowhere: 404 Not Found$/m);
  });

  it("ends with 1 when a run has failed, with the reason", async () => {
    clone.edit("functions/audit.ts", "log.info(", 'if (scheduledTime) throw new Error("out of ink");\n  log.info(');
    const deployed = await clone.run(["dev", "--once"]);
    assert.equal(deployed.code, 0, deployed.stdout);

    const { code, stdout } = await clone.run(["invoke", "audit"]);

    assert.equal(code, 1);
    for (const cloud of clouds) assert.match(stdout, new RegExp(`^${cloud}: shop/audit failed: .*`, "m"));
  });

  for (const [args, message] of [
    [["nope"], /"nope" is not a function of this stack\. Name one of shop\/api, shop\/audit\. \[ERR_USAGE\]/],
    [["api", "--at", "2026-01-01"], /--at is not for functions that have `http`/],
    [["audit", "--request", "x.http"], /--request is not for functions that have `schedule`/],
    [["api", "--request", "x.http"], /the file x\.http does not exist/],
    [["audit", "--at", "soon"], /It is a time such as 2026-03-29T02:30:00Z/],
    [
      ["audit", "--dev", "prod"],
      /`fourfold dev` has not deployed the stack "prod"\. Name one of these with --dev: dev\./,
    ],
  ] as const) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { code, stderr } = await clone.run(["invoke", ...args]);

      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, / at .*\.ts/);
    });
  }
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEvent } from "../../../kit/cli/invoke/event-file.ts";
import { repository, startCommand } from "../../support/command.ts";
import { callerIdentity, openVendor, type Received, type Reply, type Vendor } from "../credentials/vendor.ts";

const bin = join(repository, "kit/cli/fourfold.js");

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:shop-audit";
const job = "projects/shop-prod/locations/europe-west1/jobs/shop-audit";
const app =
  "/subscriptions/0a0a0a0a-0000-4000-8000-000000000001/resourceGroups/shop/providers/Microsoft.Web/sites/shop-audit";

/** The state of a stack as `pulumi stack export` prints it, with a function that a timer calls and one that answers requests. */
function stateAt(url: string) {
  const resource = (type: string, name: string, parent: string | undefined, outputs: object, id = "") => ({
    ...{ urn: `urn:pulumi:prod::shop::${type}::${name}`, type, id, outputs },
    ...(parent === undefined ? {} : { parent }),
  });
  const timed = (cloud: string, attributes: object, timer: string, id: string) => {
    const handle = { kind: "function", cloud, id: "x", attributes };
    const says = { set: "shop", function: "audit", handle };
    const set = resource("fourfold:index:FunctionSet", cloud, undefined, {});
    const fn = resource("fourfold:index:Function", cloud, set.urn, { ...says, trigger: "schedule" });
    const schedule = resource("fourfold:index:Schedule", cloud, set.urn, says);
    return [set, fn, schedule, resource(timer, cloud, cloud === "azure" ? fn.urn : schedule.urn, {}, id)];
  };
  const [set, ...aws] = timed(
    "aws",
    { name: "shop-audit", arn },
    "aws:scheduler/schedule:Schedule",
    "default/shop-audit",
  );
  const handle = { kind: "function", cloud: "aws", id: "x", attributes: { name: "shop-api", arn: `${arn}-api` } };
  const api = { set: "shop", function: "api", trigger: "http", handle };
  const resources = [
    ...[set, ...aws],
    resource("fourfold:index:Function", "api", set?.urn, api),
    resource("fourfold:index:Function", "fulfil", set?.urn, { ...api, function: "fulfil", trigger: "consumes" }),
    resource("fourfold:index:Gateway", "aws", set?.urn, { set: "shop", cloud: "aws", urls: { api: url } }),
    ...timed("gcp", { name: "shop-audit" }, "gcp:cloudscheduler/job:Job", job),
    ...timed("azure", { name: "shop-audit", url }, "azure-native:web:WebApp", app),
    ...timed(
      "cloudflare",
      { name: "shop-audit" },
      "cloudflare:index/workersCronTrigger:WorkersCronTrigger",
      "shop-audit",
    ),
  ];
  return { deployment: { resources } };
}

const masterKey = "the-master-key-of-the-app";

/** The parts of the vendors' APIs that run functions, by their documentation. */
function answers(over: Readonly<Record<string, Reply>>) {
  return ({ method, target, body }: Received): Reply | undefined => {
    if (body.startsWith("Action=GetCallerIdentity")) return { body: callerIdentity };
    const replies: Readonly<Record<string, Reply>> = {
      "POST /tokeninfo": { body: '{"email":"ann@shop.example"}' },
      // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax
      [`POST /2015-03-31/functions/${encodeURIComponent(arn)}/invocations`]: {
        headers: { "x-amz-log-result": Buffer.from("START RequestId: 1\nscheduled run\n").toString("base64") },
        body: "null",
      },
      // https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs/run
      [`POST /v1/${job}:run`]: { body: JSON.stringify({ name: job }) },
      // https://learn.microsoft.com/rest/api/appservice/web-apps/list-host-keys
      [`POST ${app}/host/default/listkeys?api-version=2024-11-01`]: { body: JSON.stringify({ masterKey }) },
      // https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
      "POST /admin/functions/audit": { status: 202 },
      "GET /": { body: "welcome" },
      ...over,
    };
    return replies[`${method} ${target}`];
  };
}

describe("fourfold invoke on a deployed stack", () => {
  let folder: string;
  let vendor: Vendor;
  let over: Readonly<Record<string, Reply>>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-invoke-"));
    over = {};
    vendor = await openVendor((request) => answers(over)(request));
    writeFileSync(join(vendor.path, "state.json"), JSON.stringify(stateAt(vendor.url)));
    const print = `while read -r line || [ -n "$line" ]; do echo "$line"; done < ${vendor.path}/state.json`;
    vendor.install("pulumi", `case "$2" in export) ${print};; *) echo "{}";; esac`);
    vendor.install(
      "az",
      `case "$1 $2" in
      "cloud show") echo '{"endpoints":{"resourceManager":"${vendor.url}/"}}';;
      "account show") echo '{"name":"Shop","user":{"name":"ann@shop.example"}}';;
      *) echo '{"accessToken":"azures-token"}';;
      esac`,
    );
  });
  afterEach(() => {
    vendor.close();
    rmSync(folder, { recursive: true });
  });

  const invoke = (...args: readonly string[]) => {
    const env = {
      PATH: vendor.path,
      ...{ AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret-of-aws", AWS_ENDPOINT_URL: vendor.url },
      ...{ GOOGLE_OAUTH_ACCESS_TOKEN: "token-of-google", CLOUDSDK_API_ENDPOINT_OVERRIDES_OAUTH2: vendor.url },
      CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER: vendor.url,
      // fetch gives up what takes five minutes, and runs may: https://nodejs.org/api/globals.html#fetch
      NODE_OPTIONS: "--import=data:text/javascript,globalThis.fetch=()=>{throw(Error(`fetch`))}",
    };
    return startCommand(process.execPath, [bin, "invoke", ...args], { cwd: folder, env }).finished;
  };
  const named = (target: string) => vendor.received.find((one) => `${one.method} ${one.target}` === target);
  const invoked = () => named(`POST /2015-03-31/functions/${encodeURIComponent(arn)}/invocations`);

  it("refuses what processes messages: nothing but its queue hands it any", async () => {
    const { code, stderr } = await invoke("fulfil", "--stack", "prod", "--cwd", folder);

    assert.equal(code, 1);
    assert.match(
      stderr,
      /aws: shop\/fulfil: it has `consumes`, and runs when messages come\. .*send a message to its queue/,
    );
    assert.deepEqual(vendor.received, []);
  });

  it("invokes a Lambda function with what its schedule sends, as whom it has said before, and shows its log", async () => {
    const { code, stdout, stderr } = await invoke("audit", "--stack", "prod", "--cwd", folder, "--cloud", "aws");

    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(stdout.split("\n"), [
      "aws: acting as arn:aws:iam::123456789012:user/Alice",
      "START RequestId: 1",
      "scheduled run",
      "aws: shop/audit has run",
      "",
    ]);
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
    assert.match(invoked()?.body ?? "", /^\{"scheduledTime":"\d{4}-\d\d-\d\dT\d\d:\d\d:00Z"\}$/);
    assert.match(invoked()?.headers.authorization ?? "", /\/eu-west-1\/lambda\/aws4_request/);
    assert.equal(invoked()?.headers["x-amz-log-type"], "Tail");
    assert.ok(vendor.calls().includes("pulumi stack export --stack prod --non-interactive"));
  });

  it("says the time, or hands over the event of a file", async () => {
    const given = { scheduledTime: "2026-03-29T01:30:00Z", dry: true };
    writeFileSync(join(folder, "event.json"), JSON.stringify(given));

    await invoke("audit", "--stack", "prod", "--cloud", "aws", "--at", "2026-03-29T01:30:00Z");
    const [at, since] = [invoked()?.body, vendor.received.length];
    await invoke("audit", "--stack", "prod", "--cloud", "aws", "--event", "event.json");

    assert.equal(at, '{"scheduledTime":"2026-03-29T01:30:00Z"}');
    assert.deepEqual(JSON.parse(vendor.received.slice(since).at(-1)?.body ?? ""), given);
  });

  it("ends with 1 when a Lambda function has failed, with its error", async () => {
    over = {
      [`POST /2015-03-31/functions/${encodeURIComponent(arn)}/invocations`]: {
        headers: { "x-amz-function-error": "Unhandled" },
        body: '{"errorType":"Error","errorMessage":"out of ink"}',
      },
    };

    const { code, stdout } = await invoke("audit", "--stack", "prod", "--cloud", "aws");

    assert.equal(code, 1);
    assert.match(stdout, /^aws: shop\/audit failed: out of ink$/m);
  });

  it("has Cloud Scheduler run the job, and says that it does not wait", async () => {
    const { code, stdout, stderr } = await invoke("audit", "--stack", "prod", "--cloud", "gcp");

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^gcp: acting as ann@shop\.example\ngcp: shop\/audit was started: its log says/);
    const run = named(`POST /v1/${job}:run`);
    assert.deepEqual([run?.body, run?.headers.authorization], ["", "Bearer token-of-google"]);
  });

  it("has the Azure host run the function with the app's key, which it does not show, and says that it does not wait", async () => {
    const { code, stdout, stderr } = await invoke("audit", "--stack", "prod", "--cloud", "azure");

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^azure: acting as ann@shop\.example, .*\nazure: shop\/audit was accepted by the host/);
    assert.equal(named("POST /admin/functions/audit")?.headers["x-functions-key"], masterKey);
    assert.doesNotMatch(stdout + stderr, new RegExp(`${masterKey}|azures-token`));
  });

  it("sends a function that answers requests one, without anybody's credentials", async () => {
    const { code, stdout, stderr } = await invoke("api", "--stack", "prod");

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^aws: shop\/api GET http:\S+\/: 200 OK\nwelcome$/m);
    assert.equal(vendor.received.length, 1);
  });

  it("lets nothing run before it is known that everything can", async () => {
    const { code, stderr } = await invoke("audit", "--stack", "prod");

    assert.equal(code, 1);
    assert.match(
      stderr,
      /cloudflare: shop\/audit: it cannot be run by hand: .*cron-triggers\/.*--cloud\. \[ERR_USAGE\]/,
    );
    assert.equal(invoked(), undefined);
  });

  it("shows what a vendor says, and no stack", async () => {
    over = { [`POST /v1/${job}:run`]: { status: 403, body: '{"error":{"message":"Needs cloudscheduler.jobs.run."}}' } };

    const { code, stderr } = await invoke("audit", "--stack", "prod", "--cloud", "gcp");

    assert.equal(code, 1);
    assert.match(stderr, /^Google Cloud, cloudscheduler: it answered 403: Needs cloudscheduler\.jobs\.run\. Act as/);
    assert.doesNotMatch(stderr, /\n +at |token-of-google/);
  });

  for (const [body, missing] of [
    ['{"functionKeys":{"default":"the-key-of-a-function"}}', "masterKey"],
    ["<html>Log in</html>", "JSON"],
  ] as const) {
    it(`says that ${missing} is missing in an answer, and shows none of it`, async () => {
      over = { [`POST ${app}/host/default/listkeys?api-version=2024-11-01`]: { body } };

      const { code, stderr } = await invoke("audit", "--stack", "prod", "--cloud", "azure");

      assert.equal(code, 1);
      const message = `Azure, Microsoft.Web: it does not answer what is expected: ${missing} is missing.`;
      assert.ok(stderr.startsWith(message), stderr);
      assert.doesNotMatch(stderr, /\n +at |the-key-of-a-function|html/);
    });
  }

  for (const [args, message] of [
    ["audit --cloud gcp --at 2026-01-01", /gcp: shop\/audit: --at is not possible on gcp: .*jobs\/run/],
    ["audit --cloud gcp --event x.json", /--event is not possible on gcp: a job sends what it is deployed with/],
    ["audit --cloud azure --event x.json", /--event is not possible on azure: a timer trigger gets/],
    ["audit --cloud aws --event x.json", /--event: the file x\.json does not exist/],
    ["api --request .", /--request: the file \. cannot be read: EISDIR.* \[ERR_USAGE\]/],
    ["api --event x.json", /--event is not for functions that have `http`/],
    ["audit --at 2026-01-01 --event x.json", /'--event <file>' cannot be used with option '--at <time>'/],
    ["audit --dev dev", /'--dev <name>' cannot be used with option '--stack <name>'/],
  ] as const) {
    it(`refuses ${args}, before it asks for credentials`, async () => {
      const { code, stderr } = await invoke(...args.split(" "), "--stack", "prod");

      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.equal(vendor.received.length, 0);
    });
  }
});

describe("the event of a run by hand", () => {
  for (const [text, message] of [
    ["{", /^event\.json: it is not valid JSON: /],
    ["[]", /its `scheduledTime` is missing, or not a time/],
    ['{"scheduledTime":"soon"}', /its `scheduledTime` is missing, or not a time/],
  ] as const) {
    it(`is refused as ${text}`, () => {
      assert.throws(() => parseEvent(text, "event.json"), { code: "ERR_USAGE", message });
    });
  }
});

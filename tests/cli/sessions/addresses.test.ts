import assert from "node:assert/strict";
import { addressesOf, localAddress, publicNames } from "../../../kit/cli/checks/addresses.ts";
import { type CloudReport, formatFailures, formatReport } from "../../../kit/cli/checks/report.ts";
import { createAnnouncer } from "../../../kit/cli/dev/announce.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";
import { assertNothingLeft } from "../../support/leftovers.ts";

const subdomain = "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain";
const served = [
  {
    cloud: "cloudflare",
    type: subdomain,
    id: "account/shop",
    url: "https://shop.simulated.workers.dev/",
    local: "http://127.0.0.1:4510/",
  },
  {
    cloud: "aws",
    type: "aws:apigatewayv2/stage:Stage",
    id: "prod",
    url: "https://a.execute-api.eu-west-1.amazonaws.com/prod/",
    local: "http://127.0.0.1:4511/prod/",
  },
] as const;
const endpoints = [{ host: "shop.simulated.workers.dev", url: "http://127.0.0.1:4510" }];
const mine = addressesOf(new Map([[`${subdomain} account/shop`, { name: "shop", isOpen: true }]]), served);

describe("the addresses of a program", () => {
  it("are called by the function that answers there, and by the set where several do", () => {
    const named = (urls: Readonly<Record<string, string>>): unknown =>
      addressesOf(new Map([[`${subdomain} account/shop`, { name: "shop", isOpen: true, urls }]]), served)[0]?.name;

    assert.equal(named({ api: "https://shop.acme.workers.dev" }), "shop/api");
    assert.equal(named({ api: "https://shop.acme.workers.dev/a", feed: "https://feed.acme.workers.dev" }), "shop/api");
    assert.equal(named({ api: "http://127.0.0.1:4510/a", feed: "http://127.0.0.1:4510/b" }), "shop");
    assert.equal(named({ api: "https://shop.example.com" }), "shop");
  });

  it("are those of its own resources, under the names that it gives them", () => {
    assert.deepEqual(mine, [
      { cloud: "cloudflare", name: "shop", url: "https://shop.simulated.workers.dev", local: "http://127.0.0.1:4510" },
    ]);
  });

  it("are none of what only its cloud calls, as a scheduled function", () => {
    const closed = new Map([[`${subdomain} account/shop`, { name: "shop/audit", isOpen: false }]]);

    assert.deepEqual(addressesOf(closed, served), []);
  });

  it("are local ones for every workers.dev subdomain, and what they are for any other name", () => {
    assert.equal(localAddress("https://shop.acme.workers.dev/a", endpoints), "http://127.0.0.1:4510/a");
    assert.equal(localAddress("https://other.acme.workers.dev", endpoints), "https://other.acme.workers.dev");
    assert.equal(localAddress("https://shop.example.com", endpoints), "https://shop.example.com");
  });

  it("have the public names that outputs speak of, at any depth, otherwise the clouds' own", () => {
    const spoken = publicNames({ deep: [{ url: "https://shop.acme.workers.dev/" }], text: "no url" }, mine, endpoints);

    assert.deepEqual(spoken, [{ url: "https://shop.acme.workers.dev", local: "http://127.0.0.1:4510" }]);
    assert.deepEqual(publicNames({}, mine, endpoints), [
      { url: "https://shop.simulated.workers.dev", local: "http://127.0.0.1:4510" },
    ]);
  });

  it("are each a row, and a failure when they answer with one, or not at all", () => {
    const [address] = mine;
    assert.ok(address !== undefined);
    const report: CloudReport = {
      ...{ cloud: "cloudflare", resources: 4, bundles: { raw: 0, packed: 0 }, smoke: undefined },
      addresses: [
        { ...address, answer: { status: 404, milliseconds: 12 } },
        { ...address, name: "broken", answer: { status: 500, milliseconds: 9 } },
        { ...address, name: "silent", answer: undefined },
      ],
    };

    assert.deepEqual(
      formatReport([report], [])
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(/ {2,}/)),
      [
        ["cloudflare", "4", "–", "12 ms", "–", "http://127.0.0.1:4510", "shop"],
        ["500 in 9 ms", "http://127.0.0.1:4510", "broken"],
        ["none", "http://127.0.0.1:4510", "silent"],
      ],
    );
    assert.deepEqual(formatFailures([report]), [
      "cloudflare: broken: GET http://127.0.0.1:4510/ is answered with status 500.",
      "cloudflare: silent: nothing answers GET http://127.0.0.1:4510/.",
    ]);
  });
});

describe("addresses that were told already", () => {
  const [address] = mine;
  assert.ok(address !== undefined);
  const told: unknown[] = [];
  const announce = createAnnouncer({ addresses: [address], names: [] }, (event, text) => void told.push(event, text));
  beforeEach(() => {
    told.length = 0;
  });

  it("are not told again while they stay", () => {
    announce({ addresses: [{ ...address }], names: [] });

    assert.deepEqual(told, []);
  });

  it("are told again, all of them, when one moves: once, as text and as an event", () => {
    const places = { addresses: [address, { ...address, name: "admin", local: "http://127.0.0.1:4512" }], names: [] };

    announce(places);
    announce(places);

    const [event, text, ...others] = told;
    assert.deepEqual(event, { event: "moved", ...places });
    assert.match(String(text), /answers here now:\n\n.*http:\/\/127\.0\.0\.1:4510 .*\n.*http:\/\/127\.0\.0\.1:4512 /);
    assert.deepEqual(others, []);
  });
});

describe("fourfold dev tells where everything answers", function () {
  this.timeout(120_000);
  let clone: Clone;
  beforeEach(() => {
    clone = createClone();
  });
  afterEach(() => clone.remove());

  it("whatever the program exports, and whatever its workers.dev subdomain is", async () => {
    clone.edit("index.ts", /export const urls = .*\n/, "export const list = sets.map(([, set]) => set.urls);\n");
    clone.edit("Pulumi.dev.yaml", /cloudflareSubdomain: .*/, "cloudflareSubdomain: acme");

    const { code, stdout } = await clone.run(["dev", "--once", "--only", "aws,cloudflare"]);

    assert.equal(code, 0, stdout);
    assert.match(stdout, /^aws +\d.*http:\/\/127\.0\.0\.1:\d+ +shop\/api$/m);
    assert.match(stdout, /^https:\/\/[\w-]+\.acme\.workers\.dev +is +http:\/\/127\.0\.0\.1:\d+$/m);
  });

  it("also for a program with the plain SDK, each address of it", async () => {
    const { code, stdout } = await clone.run(["dev", "--once"], { cwd: `${clone.folder}/examples/aws-lambda` });

    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^aws +\d+ +–.*http:\/\/127\.0\.0\.1:\d+ +greeter\n +\S+ m?s +http:\/\/127\.0\.0\.1:\d+ +greeter$/m,
    );
  });

  it("and again when a change of the program moves it", async () => {
    const folder = `${clone.folder}/examples/aws-lambda`;
    const session: Command = clone.start(["dev"], { cwd: folder });
    try {
      await session.until(/^Serving/m);
      const urlsIn = (text: string): readonly string[] => text.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
      const before = urlsIn(session.text());

      clone.edit("examples/aws-lambda/index.ts", 'v2.Api("greeter"', 'v2.Api("welcomer"');
      await session.until(/^What is deployed answers here now:\n\n(?:.*\n)+\n/m);

      const [, told = ""] = session.text().split("answers here now:");
      const moved = urlsIn(told).filter((url) => !before.includes(url));
      assert.equal(moved.length, 1, told);
      assert.equal((await fetch(`${moved[0]}/greet`)).status, 200);
    } finally {
      session.process.kill("SIGINT");
      await session.finished;
    }
    await assertNothingLeft(folder, []);
  });

  it("and fails with --once when a function answers 500, with the status and what it has logged", async () => {
    clone.edit(
      "functions/api.ts",
      "(links) => {",
      '(links) => {\n  if (links) return { fetch: () => { throw new Error("on purpose"); } };',
    );

    const { code, stdout } = await clone.run(["dev", "--once", "--only", "aws"]);

    assert.equal(code, 1);
    assert.match(stdout, /^aws: shop\/api: GET http:\/\/127\.0\.0\.1:\d+\/ is answered with status 500\.$/m);
    assert.match(stdout, /^\d\d:\d\d:\S+ +aws +.*on purpose/ms);
    assert.match(stdout, /^ +Error: on purpose\n +at .*functions\/api\.ts:\d+:\d+\)?$/m);
  });

  it("again at the same place after the simulated clouds have died, which it tells and mends", async () => {
    const session: Command = clone.start(["dev", "--only", "aws"]);
    try {
      await session.until(/^Serving/m);
      const [url = ""] = session.text().match(/http:\/\/127\.0\.0\.1:\d+/) ?? [];
      const { pid } = JSON.parse((await clone.run(["status", "--json"])).stdout);

      process.kill(pid, "SIGKILL");
      await session.until(/have ended, although nobody stopped them \(process \d+\)/);
      await session.until(/^They run again, as process \d+, with everything that was deployed\.$/m);
      clone.edit("functions/routes/health.ts", 'state: "up" }', 'state: "up", reason: "edited" }');
      await session.until(/health\.ts → aws in /);

      assert.match(await (await fetch(`${url}/health`)).text(), /"reason":"edited"/);
    } finally {
      session.process.kill("SIGINT");
      await session.finished;
    }
    await assertNothingLeft(clone.folder, []);
  });
});

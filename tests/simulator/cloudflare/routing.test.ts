import assert from "node:assert/strict";
import { request as send } from "node:http";
import {
  bySpecificity,
  matchesPattern,
  parsePattern,
} from "../../../kit/simulator/services/cloudflare/routing/route-pattern.ts";
import type { Deployment } from "../deployment.ts";
import {
  accountId,
  addressOf,
  domainToken,
  openCloudflare,
  routeToken,
  scriptInputs,
  scriptToken,
  worker,
  zoneToken,
} from "./account.ts";

/** Whether a pattern matches a URL. */
function matches(pattern: string, url: string): boolean {
  const parsed = parsePattern(pattern);
  assert.ok(parsed, `${pattern} is a pattern`);
  const [, scheme, host = "", path = "/"] = /^(https?):\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
  return matchesPattern(parsed, { scheme: scheme === "http" ? "http" : "https", host, path });
}

// Every example is one of https://developers.cloudflare.com/workers/configuration/routing/routes/
describe("cloudflare: route patterns", () => {
  const cases: readonly (readonly [pattern: string, url: string, matches: boolean])[] = [
    ["example.com", "https://example.com/", true],
    ["example.com", "https://example.com/other", false],
    ["https://*.example.com/images/*", "https://www.example.com/images/cat.png", true],
    ["https://*.example.com/", "http://www.example.com/", false],
    ["*.example.com/", "http://www.example.com/", true],
    ["*example.com/*", "https://example.com/", true],
    ["*example.com/*", "https://www.example.com/path", true],
    ["*example.com/*", "https://myexample.com/", true],
    ["*example.com/*", "https://not-example.org/", false],
    ["*.example.com/*", "https://example.com/", false],
    ["*.example.com/*", "https://www.example.com/path", true],
    ["*.example.com/*", "https://myexample.com/", false],
    ["https://example.com/path*", "https://example.com/path", true],
    ["https://example.com/path*", "https://example.com/path2", true],
    ["https://example.com/path*", "https://example.com/path/readme.txt", true],
    ["example.com/Images/*", "https://example.com/images/a", false],
    ["Example.com/*", "https://example.com/a", true],
    ["*example.com/images/cat.png", "https://example.com/images/cat.png?foo=bar", false],
  ];
  for (const [pattern, url, expected] of cases) {
    it(`${pattern} ${expected ? "takes" : "leaves"} ${url}`, () => assert.equal(matches(pattern, url), expected));
  }

  for (const pattern of [
    "example.com/*.jpg",
    "example.com/?foo=*",
    "https://example.com/?anything",
    "*",
    "example.com/a*b",
  ]) {
    it(`${pattern} is no pattern`, () => assert.equal(parsePattern(pattern), undefined));
  }

  it("the most specific pattern wins", () => {
    const patterns = [
      "*example.com/*",
      "*.example.com/*",
      "www.example.com/*",
      "www.example.com/hello/*",
      "www.example.com/hello/you",
    ];
    const parsed = patterns.flatMap((pattern) => parsePattern(pattern) ?? []);

    assert.deepEqual(parsed.toSorted(bySpecificity), parsed.toReversed());
  });
});

describe("cloudflare: routes and custom domains", () => {
  let cloudflare: Deployment;
  let zoneId: string;
  beforeEach(async () => {
    cloudflare = await openCloudflare();
    zoneId = (await cloudflare.create(zoneToken, "zone", { account: { id: accountId }, name: "example.com" })).id;
    for (const name of ["shop", "images"]) {
      const content = worker(`return new Response("${name} " + new URL(request.url).host);`);
      await cloudflare.create(scriptToken, name, scriptInputs(content, { scriptName: name }));
    }
  });
  afterEach(() => cloudflare.stop());

  const route = (pattern: string, script?: string) =>
    cloudflare.create(routeToken, pattern, { zoneId, pattern, script });
  const text = async (url: string) => (await fetch(url)).text();

  it("leads a host to Workers by the most specific pattern, and to no origin where none matches", async () => {
    await route("www.example.com/shop/*", "shop");
    await route("www.example.com/shop/images/*", "images");
    await route("www.example.com/shop/images/cat.png");
    const url = addressOf(cloudflare, "www.example.com");

    assert.equal(await text(`${url}/shop/cart`), "shop www.example.com");
    assert.equal(await text(`${url}/shop/images/dog.png`), "images www.example.com");
    assert.equal(await text(`${url}/shop/images/cat.png`), "error code: 523");
    assert.equal((await fetch(`${url}/other`)).status, 523);
  });

  it("goes by the Host header when it names a host", async () => {
    await route("*.example.com/*", "shop");
    const url = addressOf(cloudflare, "example.com");

    assert.equal(await textWithHost(url, "deep.example.com"), "shop deep.example.com");
  });

  // https://developers.cloudflare.com/workers/configuration/routing/: routes come first
  it("leads a custom domain to its Worker, after routes", async () => {
    const domain = { accountId, hostname: "api.example.com", service: "shop", zoneId };
    const created = await cloudflare.create(domainToken, "api", domain);
    const url = addressOf(cloudflare, "api.example.com");

    assert.equal(created.outputs.zoneName, "example.com");
    assert.equal(await text(url), "shop api.example.com");
    await route("api.example.com/images/*", "images");
    assert.equal(await text(`${url}/images/1`), "images api.example.com");
    assert.equal(await text(url), "shop api.example.com");
  });

  it("closes a host's address with the last route to it", async () => {
    const first = await route("www.example.com/a/*", "shop");
    const second = await route("www.example.com/b/*", "shop");
    const url = addressOf(cloudflare, "www.example.com");

    await cloudflare.remove(first);
    assert.equal(await text(`${url}/b/`), "shop www.example.com");
    await cloudflare.remove(second);
    await assert.rejects(fetch(url));
  });

  it("moves a route to another host in place, and closes the old one", async () => {
    const created = await route("www.example.com/*", "shop");
    const before = addressOf(cloudflare, "www.example.com");

    const moved = await cloudflare.update(created, { zoneId, pattern: "new.example.com/*", script: "shop" });
    await cloudflare.update(moved, { zoneId, pattern: "new.example.com/*", script: "images" });

    assert.equal(await text(addressOf(cloudflare, "new.example.com")), "images new.example.com");
    await assert.rejects(fetch(before));
  });

  it("refuses a second route with the same pattern", async () => {
    await route("www.example.com/*", "shop");

    await assert.rejects(route("www.example.com/*", "images"), /already exists/);
  });

  it("refuses a route to no Worker, and one outside of its zone", async () => {
    await assert.rejects(route("www.example.com/*", "nobody"), { code: "10007" });
    await assert.rejects(route("www.example.org/*", "shop"), /not in the zone example\.com/);
  });

  it("finds a zone by its name", async () => {
    const token = "cloudflare:index/getZone:getZone";

    const { outputs } = await cloudflare.provider.invoke({ token, args: { filter: { name: "example.com" } } });

    assert.equal(outputs.zoneId, zoneId);
    assert.equal(outputs.status, "active");
  });
});

function textWithHost(url: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = send(url, { headers: { host } }, async (response) => {
      resolve((await response.setEncoding("utf8").toArray()).join(""));
    });
    request.once("error", reject);
    request.end();
  });
}

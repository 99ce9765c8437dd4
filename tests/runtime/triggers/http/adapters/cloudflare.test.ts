import assert from "node:assert/strict";
import { serve } from "../../../../../kit/runtime/triggers/http/adapters/cloudflare.ts";
import { deployed, drivers, fixture, layers } from "../../../support/fixture.ts";

const settings = deployed(1);
const context = { waitUntil: () => {} };

describe("the adapter for Cloudflare", () => {
  let lines: string[] = [];
  const { info } = console;
  before(() => {
    console.info = (line: string) => void lines.push(line);
  });
  beforeEach(() => {
    lines = [];
  });
  after(() => {
    console.info = info;
  });

  it("reads links from bindings, and leaves those alone that are no text", async () => {
    const bindings = { FOURFOLD_FLAGS: '{"beta":false}', BUCKET: { get: () => {} } };

    const response = await serve(fixture, settings, drivers, layers).fetch(
      new Request("https://a/x"),
      bindings,
      context,
    );

    assert.partialDeepStrictEqual(await response.json(), { links: { flags: { beta: false } } });
  });

  it("fails every request while a link is missing", async () => {
    const worker = serve(fixture, settings, drivers, layers);

    for (let tries = 0; tries < 2; tries++) {
      await assert.rejects(worker.fetch(new Request("https://a/"), {}, context), { code: "ERR_LINK" });
    }
  });

  // https://developers.cloudflare.com/fundamentals/reference/http-headers/
  it("takes Cloudflare's word for the client's address and the request's id", async () => {
    const headers = { "cf-connecting-ip": "192.0.2.1", "cf-ray": "230b030023ae2822-SJC", "x-forwarded-for": "6.6.6.6" };

    const request = new Request("https://a/", { headers });
    const response = await serve(fixture, settings, drivers, layers).fetch(request, { FOURFOLD_FLAGS: "1" }, context);

    const expected = { clientAddress: "192.0.2.1", requestId: "230b030023ae2822-SJC" };
    assert.partialDeepStrictEqual(await response.json(), { context: expected });
  });

  it("hands background work to the platform", async () => {
    const given: Promise<unknown>[] = [];
    const platform = { waitUntil: (work: Promise<unknown>) => void given.push(work) };
    const { error } = console;
    console.error = () => {};

    await serve(fixture, settings, drivers, layers).fetch(
      new Request("https://a/background"),
      { FOURFOLD_FLAGS: "1" },
      platform,
    );
    await Promise.all(given);

    console.error = error;
    assert.equal(given.length, 2);
    assert.ok(lines.some((line) => line.includes("background done")));
  });

  it("answers at once, before background work is done", async () => {
    const start = serve(fixture, settings, drivers, layers).fetch(
      new Request("https://a/text"),
      { FOURFOLD_FLAGS: "1" },
      context,
    );

    assert.equal(await (await start).text(), "Grüße");
  });
});

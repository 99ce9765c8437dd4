import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/clock.ts";
import { type Admission, forbidden } from "../../../kit/simulator/hosts/cloud-functions/answers.ts";
import { type Call, cloudEventCall } from "../../../kit/simulator/hosts/cloud-functions/call.ts";
import { FunctionHost } from "../../../kit/simulator/hosts/cloud-functions/function-host.ts";
import type { RevisionSettings } from "../../../kit/simulator/hosts/cloud-functions/settings.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";
import { until } from "../../support/until.ts";

const url = "https://cleanup-uc.a.run.app";
const event = {
  id: "1234",
  source: "//pubsub.googleapis.com/projects/shop/topics/orders",
  type: "google.cloud.pubsub.topic.v1.messagePublished",
  attributes: { time: "2026-01-01T02:00:00Z", subject: "größe 100%" },
  data: { message: { data: "eyJpZCI6N30=" } },
};

describe("the host of Cloud Functions", () => {
  let clock: FakeClock;
  let world: OwnedWorld;
  let host: FunctionHost;
  beforeEach(() => {
    clock = createFakeClock();
    world = openWorld({ data: ":memory:", live: true, clock });
    host = new FunctionHost(world, () => Promise.resolve("127.0.0.1:1"));
  });
  afterEach(async () => {
    await host.stop();
    await world.end();
  });

  const deploy = (code: string, more: Partial<RevisionSettings> = {}, id = "cleanup"): Promise<void> => {
    const files = { "package.json": '{"type":"module","main":"index.js"}', "index.js": code };
    return host.deploy(id, {
      ...{ service: "cleanup", revision: "cleanup-00001", entryPoint: "handler", memory: 268_435_456, timeout: 60 },
      ...{ concurrency: 1, minInstances: 0, maxInstances: 1, variables: {} },
      code: world.code.put(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
      identity: { email: "cleanup@shop.iam.gserviceaccount.com", project: "shop", region: "europe-west1" },
      ...more,
    });
  };
  const open: Admission = () => undefined;
  const call = (request: Partial<Call> = {}) => host.call("cleanup", open, { url, ...request });
  const deliver = () => host.call("cleanup", open, cloudEventCall(url, event));
  const entries = () => world.logs.recent({ group: "cleanup" }).map(({ text }) => JSON.parse(text));

  describe("called from inside the cloud", () => {
    it("gets method, path, headers and body, and answers", async () => {
      await deploy(`export const handler = ({ method, originalUrl, headers, body }, response) =>
        response.send({ method, originalUrl, headers, body });`);

      const result = await call({
        url: `${url}/jobs/a%20b?x=1`,
        headers: { "X-CloudScheduler": "true", "content-type": "application/json" },
        body: `{"id":7}`,
      });

      assert.equal(result.ok, true);
      const { method, originalUrl, headers, body } = JSON.parse(result.body);
      assert.deepEqual([method, originalUrl, body], ["POST", "/jobs/a%20b?x=1", { id: 7 }]);
      assert.equal(headers.host, "cleanup-uc.a.run.app");
      assert.equal(headers["x-cloudscheduler"], "true");
      assert.equal(headers["x-forwarded-proto"], "https");
      assert.match(headers["x-cloud-trace-context"], /^[0-9a-f]{32}\/\d+$/);
    });

    // https://cloud.google.com/functions/docs/monitoring/logging#viewing_logs_for_a_specific_execution
    it("writes the id that its caller hears into its log", async () => {
      await deploy(`export const handler = (request, response) => { console.log("ran"); response.send("ok"); };`);

      const result = await call();

      const ids = entries().map((entry) => entry["logging.googleapis.com/labels"].execution_id);
      assert.deepEqual(ids, [result.id]);
    });

    it("is asked whether the caller may, and says that the caller is inside", async () => {
      await deploy(`export const handler = ({ headers }, response) => response.send(headers.authorization);`);
      const admit: Admission = ({ isInternal, headers, url = "" }) =>
        isInternal === true && headers.authorization === "Bearer token" ? undefined : forbidden(url);

      const refused = await host.call("cleanup", admit, { url });
      const admitted = await host.call("cleanup", admit, { url, headers: { Authorization: "Bearer token" } });

      assert.equal(refused.status, 403);
      assert.ok(!refused.ok);
      assert.equal(admitted.body, "Bearer token");
    });

    it("has failed when it answers otherwise than from 200 to 299", async () => {
      await deploy(`export const handler = (request, response) => response.status(Number(request.body)).send("so");`);
      const answer = async (status: number) => {
        const { ok, body } = await call({ body: String(status), headers: { "content-type": "text/plain" } });
        return [ok, body];
      };

      assert.deepEqual(await answer(204), [true, ""]);
      assert.deepEqual(await answer(301), [false, "so"]);
      assert.deepEqual(await answer(500), [false, "so"]);
    });

    it("has failed with 504 when its time is over, and with 503 when its instance ends", async () => {
      await deploy(
        `export const handler = (request) => { if (request.url === "/exit") process.kill(process.pid, "SIGKILL"); console.log("began"); };`,
      );

      const running = call();
      await until(() => entries().length > 0);
      clock.advance(60_000);

      assert.equal((await running).status, 504);
      assert.equal((await call({ url: `${url}/exit` })).status, 503);
      assert.match(entries().at(-1).message, /connection to the instance had an error/);
      assert.ok(world.logs.recent({ group: "cleanup" }).every(({ code }) => code !== undefined));
    });
  });

  // https://cloud.google.com/run/docs/container-contract#port
  it("gives each instance a port of its own, whatever it is told and else listens on", async () => {
    const code = (name: string) => `import { createServer } from "node:http";
      await new Promise((resolve) => createServer((request, response) => response.end("another")).listen(0, resolve));
      export const handler = (request, response) => response.send(["${name}", process.env.PORT]);`;
    await deploy(code("cleanup"));
    await deploy(code("report"), {}, "report");

    const results = await Promise.all(["cleanup", "report"].map((id) => host.call(id, open, { url })));

    assert.deepEqual(
      results.map(({ body }) => JSON.parse(body)),
      [
        ["cleanup", "8080"],
        ["report", "8080"],
      ],
    );
  });

  it("starts one instance for one request, also when those that were idle for too long are just ending", async () => {
    await deploy(
      `console.log(JSON.stringify({ message: "started" }));
       export const handler = (request, response) => setTimeout(() => response.send("ok"), 300);`,
      { maxInstances: 5 },
    );
    await Promise.all([call(), call()]);
    clock.advance(15 * 60_000);

    assert.equal((await call()).ok, true);

    assert.equal(entries().filter(({ message }) => message === "started").length, 3);
  });

  describe("with an event trigger", () => {
    const told = `console.log(JSON.stringify({ message: JSON.stringify(event) }));`;

    it("gets an event with its context and its data", async () => {
      await deploy(`export const handler = (event) => { ${told} };`, { signature: "cloudevent" });

      const result = await deliver();

      assert.equal(result.ok, true);
      const { message } = entries()[0];
      const { id, source, type, specversion, time, subject, data } = JSON.parse(message);
      assert.deepEqual(
        { id, source, type, specversion, time, data },
        {
          id: "1234",
          source: event.source,
          type: event.type,
          specversion: "1.0",
          time: event.attributes.time,
          data: event.data,
        },
      );
      // The framework leaves attributes as headers have them.
      assert.equal(decodeURIComponent(subject), event.attributes.subject);
    });

    it("has failed when its promise is rejected, and says so in its log", async () => {
      const code = `export const handler = async () => { throw new Error("broken"); };`;
      await deploy(code, { signature: "cloudevent" });

      const result = await deliver();

      assert.equal(result.status, 500);
      assert.match(JSON.stringify(entries()), /Error: broken/);
    });

    it("takes events only", async () => {
      await deploy(`export const handler = () => console.log("ran");`, { signature: "cloudevent" });

      assert.equal((await call({ method: "GET" })).ok, false);
      assert.doesNotMatch(JSON.stringify(entries()), /"ran"/);
      assert.equal((await deliver()).status, 204);
    });
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock } from "../../../kit/simulator/clock.ts";
import type { Clock } from "../../../kit/simulator/contract.ts";
import type { DatabaseBroker } from "../../../kit/simulator/hosts/workerd/d1/door.ts";
import type { QueueBroker } from "../../../kit/simulator/hosts/workerd/producers.ts";
import type { SecretBroker } from "../../../kit/simulator/hosts/workerd/secrets/door.ts";
import { type WorkerSettings, workerId } from "../../../kit/simulator/hosts/workerd/settings.ts";
import { WorkerHost } from "../../../kit/simulator/hosts/workerd/worker-host.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";
import { until } from "../../support/until.ts";

const account = "0123456789abcdef0123456789abcdef";
const due = Date.UTC(2026, 0, 1, 2);
const nightly = { type: "scheduled", cron: "0 2 * * *", scheduledTime: due } as const;

function settingsOf(text: string, more: Partial<WorkerSettings> = {}): WorkerSettings {
  return {
    ...{ account, name: "api", code: "first", text, mainModule: "index.js", compatibilityDate: "2026-01-01" },
    ...{ compatibilityFlags: [], values: {}, services: {} },
    ...more,
  };
}

const noQueues: QueueBroker = { send: () => emptyQueue, metrics: () => emptyQueue };
const noDatabases: DatabaseBroker = { query: () => Promise.reject(new Error("There are no databases.")) };
const noSecrets: SecretBroker = { read: () => assert.fail("Nothing is bound to a secret.") };
const emptyQueue = { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: 0 };

describe("the host of Workers", () => {
  let data: string;
  let world: OwnedWorld;
  let host: WorkerHost;
  let server: Promise<Server> | undefined;

  const start = (clock?: Clock): void => {
    world = openWorld({ data, live: true, ...(clock === undefined ? {} : { clock }) });
    host = new WorkerHost(world, { queues: noQueues, databases: noDatabases, secrets: noSecrets });
  };
  const stop = async (): Promise<void> => {
    (await server)?.close();
    server = undefined;
    await host.stop();
    await world.end();
  };
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "simulator-"));
    start();
  });
  afterEach(async () => {
    await stop();
    await rm(data, { recursive: true });
  });

  const deploy = (text: string, more?: Partial<WorkerSettings>) => host.deploy(settingsOf(text, more));
  const dispatch = (name = "api") => host.dispatch(workerId(account, name), nightly);
  const lines = () => world.logs.recent({ cloud: "cloudflare", group: "api" }).map(({ text }) => text);

  const theirs = { account: "fedcba9876543210fedcba9876543210", name: "theirs" };

  /** Asks the Worker `api`, or with `/theirs` that of the other account. */
  async function get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    // Those that ask at the same time ask the same one.
    server ??= new Promise<Server>((resolve) => {
      const opened = createServer((request, response) => {
        const id = request.url === "/theirs" ? workerId(theirs.account, theirs.name) : workerId(account, "api");
        void host.serve(id, "api.example", request, response);
      }).listen(0, "127.0.0.1", () => resolve(opened));
    });
    const address = (await server).address();
    const response = await fetch(`http://127.0.0.1:${Object(address).port}${path}`);
    return { status: response.status, text: await response.text() };
  }

  // https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/
  describe("a scheduled event", () => {
    it("reaches the handler with its cron expression and its time, and is logged", async () => {
      await deploy(
        `export default { async scheduled(controller, env) {
        console.log(env.who, controller.cron, new Date(controller.scheduledTime).toISOString());
      } }`,
        { values: { who: "nightly" } },
      );

      const result = await dispatch();

      assert.deepEqual(result, { ok: true, noRetry: false });
      await until(() => lines().length > 0);
      assert.deepEqual(lines(), ["nightly 0 2 * * * 2026-01-01T02:00:00.000Z"]);
      assert.equal(world.logs.recent({ group: "api" })[0]?.code, "first");
    });

    it("is over when what the handler gave to waitUntil is", async () => {
      await deploy(`export default { async scheduled(controller, env, context) {
        context.waitUntil(scheduler.wait(200).then(() => console.log("late")));
      } }`);

      assert.equal((await dispatch()).ok, true);

      await until(() => lines().length > 0);
      assert.deepEqual(lines(), ["late"]);
    });

    for (const [what, body] of [
      ["the handler", `throw new Error("broken")`],
      [
        "what the handler gave to waitUntil",
        `context.waitUntil(scheduler.wait(50).then(() => { throw new Error("broken"); }))`,
      ],
    ]) {
      it(`fails when ${what} does, and says in the logs why`, async () => {
        await deploy(`export default { async scheduled(controller, env, context) { ${body}; } }`);

        const result = await dispatch();

        assert.deepEqual(result, { ok: false, failure: "exception", noRetry: false });
        await until(() => lines().length > 0);
        assert.match(lines().join("\n"), /^Error: broken/);
      });
    }

    it("tells whether it must not be tried again", async () => {
      await deploy(
        `export default { async scheduled(controller) { controller.noRetry(); throw new Error("broken"); } }`,
      );

      assert.deepEqual(await dispatch(), { ok: false, failure: "exception", noRetry: true });
    });

    it("fails at a Worker without such a handler, which still answers requests", async () => {
      await deploy(`export default { fetch: () => new Response("hello") }`);

      const result = await dispatch();

      assert.deepEqual(result, { ok: false, failure: "exception", noRetry: true });
      assert.equal((await get("/")).text, "hello");
      await until(() => lines().length > 1);
      assert.match(lines().join("\n"), /Handler does not export a scheduled\(\) function/);
    });

    it("is all that a Worker without fetch handles", async () => {
      await deploy(`export default { scheduled() {} }`);

      assert.equal((await dispatch()).ok, true);
      assert.deepEqual(await get("/"), { status: 500, text: "error code: 1101" });
      await until(() => lines().length > 0);
      assert.match(lines().join("\n"), /Handler does not export a fetch\(\) function/);
    });

    it("runs a script in service worker format", async () => {
      await deploy(`addEventListener("scheduled", ({ cron }) => console.log(cron));`, { mainModule: undefined });

      assert.equal((await dispatch()).ok, true);

      await until(() => lines().length > 0);
      assert.deepEqual(lines(), ["0 2 * * *"]);
    });

    it("cannot be sent to a Worker that does not exist, nor by a client", async () => {
      await deploy(
        `export default { scheduled() { console.log("ran"); }, fetch: (request) => new Response(new URL(request.url).pathname) }`,
      );

      assert.partialDeepStrictEqual(await dispatch("other"), { ok: false, noRetry: false });
      assert.equal((await get("/cdn-cgi/handler/scheduled")).text, "/cdn-cgi/handler/scheduled");
      assert.deepEqual(lines(), []);
    });
  });

  describe("what bindings store", () => {
    const stores = { kv: { KV: "shop" }, r2: { FILES: "images" } } as const;
    /** Counts its requests in each kind of store. */
    const counting = (mark: string) => `export default { async fetch(request, env) {
      const kv = Number(await env.KV.get("count")) + 1;
      await env.KV.put("count", String(kv));
      const file = await env.FILES.get("count");
      const r2 = Number(file === null ? 0 : await file.text()) + 1;
      await env.FILES.put("count", String(r2));
      return new Response("${mark} " + [kv, r2].join(" "));
    } }`;

    it("outlives versions of a Worker, the runtime and the simulator", async () => {
      await deploy(counting("one"), { stores });
      assert.equal((await get("/")).text, "one 1 1");

      await deploy(counting("two"), { stores });
      assert.equal((await get("/")).text, "two 2 2");

      await stop();
      start();
      await deploy(counting("three"), { stores });
      assert.equal((await get("/")).text, "three 3 3");
    });

    it("belongs to one account", async () => {
      await deploy(counting("ours"), { stores });
      await deploy(counting("theirs"), { stores, ...theirs });

      const answers = [await get("/"), await get("/theirs"), await get("/")];

      assert.deepEqual(
        answers.map(({ text }) => text),
        ["ours 1 1", "theirs 1 1", "ours 2 2"],
      );
    });

    it("is never written by two versions at once: the new one waits for requests to the old", async () => {
      // Writes for a while; two runtimes that do so at the same time refuse each other with SQLITE_BUSY.
      const busy = (mark: string) => `let count = 0; export default { async fetch(request, env) {
        const end = Date.now() + Number(new URL(request.url).pathname.slice(1));
        while (Date.now() < end) await env.KV.put("${mark}" + (count += 1), "1");
        return new Response("${mark}");
      } }`;
      await deploy(busy("one"), { stores });
      const slow = Array.from({ length: 3 }, () => get("/2000"));
      await new Promise((resolve) => setTimeout(resolve, 100));

      const deployed = deploy(busy("two"), { stores });
      const early = get("/500");
      await deployed;
      const late = await Promise.all(Array.from({ length: 3 }, () => get("/500")));

      assert.deepEqual([...new Set([...(await Promise.all(slow)), await early].map(({ status }) => status))], [200]);
      assert.deepEqual([...new Set(late.map(({ text }) => text))], ["two"]);
    });

    it("is given to the new version after five seconds, whatever still runs in the old", async () => {
      await stop();
      const clock = createFakeClock();
      start(clock);
      await deploy(`export default { fetch: () => scheduler.wait(60_000) }`, { stores });
      const endless = get("/");
      await new Promise((resolve) => setTimeout(resolve, 300));

      const deployed = deploy(counting("two"), { stores });
      // The old one gets its time when the new one has started.
      const passing = setInterval(() => clock.advance(5_000), 100);
      await deployed;
      clearInterval(passing);

      assert.equal((await get("/")).text, "two 1 1");
      assert.equal((await endless).status, 500);
    });

    it("has what a Worker wrote after its answer, just before the next version came", async () => {
      const writer = `export default { async fetch(request, env, context) {
        const last = await env.KV.get("last");
        context.waitUntil(scheduler.wait(200).then(() => env.KV.put("last", "kept")));
        return new Response(String(last));
      } }`;
      await deploy(writer, { stores });
      await get("/");
      await deploy(`${writer} // changed`, { stores });

      assert.equal((await get("/")).text, "kept");
    });
  });
});

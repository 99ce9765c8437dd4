import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/clock.ts";
import type { Content } from "../../../kit/simulator/contract.ts";
import { FunctionApp } from "../../../kit/simulator/hosts/azure-functions/app.ts";
import type { AppConfiguration } from "../../../kit/simulator/hosts/azure-functions/configuration.ts";
import { timerEvent } from "../../../kit/simulator/hosts/azure-functions/events.ts";
import { StandbyPool } from "../../../kit/simulator/hosts/azure-functions/instance.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";
import { until } from "../../support/until.ts";
import { bundleApp, noPrefix } from "../azure/packages.ts";

const configuration: AppConfiguration = {
  ...{ name: "shop", resourceGroup: "shop", subscription: "0b1f6471", location: "westeurope" },
  ...{ host: "shop.azurewebsites.net", settings: {}, memory: 512, concurrency: 4, maximumInstances: 1 },
  ...{ runtimeVersion: "22", httpsOnly: false, isEnabled: true, added: {} },
  keys: { master: "master", default: "default" },
};

const hour = 3_600_000;
const due = Date.UTC(2026, 0, 1, 2);
const nightly = timerEvent({ last: due, next: due + 24 * hour, updated: due, isPastDue: true, fired: due + 1_500 });

/** An app with one timer. */
const timerApp = (handler: string, more = "") => `
  import { app } from "@azure/functions";
  ${more}
  app.timer("cleanup", { schedule: "0 0 2 * * *", useMonitor: true, handler: ${handler} });`;

describe("the host of function apps", () => {
  let clock: FakeClock;
  let world: OwnedWorld;
  let pool: StandbyPool;
  let app: FunctionApp;
  beforeEach(() => {
    clock = createFakeClock();
    world = openWorld({ data: ":memory:", live: true, clock });
    pool = new StandbyPool(clock, { flags: [] });
    app = new FunctionApp(configuration, world, pool);
  });
  afterEach(async () => {
    await app.stop();
    await pool.stop();
    await world.end();
  });

  const codeOf = async (source: string, hostJson: object = noPrefix): Promise<Content> => {
    const files = Object.entries(await bundleApp(source, hostJson));
    return { hash: "first", files: new Map(files.map(([name, text]) => [name, Buffer.from(text)])) };
  };
  const deploy = async (source: string, hostJson?: object): Promise<void> => app.deploy(await codeOf(source, hostJson));
  const lines = () => world.logs.recent({ group: "shop" }).map(({ text }) => text);

  async function get(path: string): Promise<Response> {
    const server = createServer((request, response) => void app.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await fetch(`http://127.0.0.1:${port}${path}`);
    } finally {
      server.close();
    }
  }

  it("lets a request wait that comes while the first code starts, as after a restart, and answers 404 before there is any", async () => {
    const code = await codeOf(timerApp("() => {}", `app.http("api", { route: "hello", handler: () => ({}) });`));
    assert.equal((await get("/hello")).status, 404);

    const starting = app.deploy(code);
    const [{ status }] = await Promise.all([get("/hello"), starting]);

    assert.equal(status, 200);
  });

  it("lists every function with its trigger, and routes only those for HTTP", async () => {
    await deploy(timerApp("() => {}", `app.http("api", { route: "hello", handler: () => ({ body: "hello" }) });`));

    const triggers = app.functions.map(({ name, trigger }) => [name, trigger.type, trigger.schedule]);
    assert.deepEqual(triggers, [
      ["api", "httpTrigger", undefined],
      ["cleanup", "timerTrigger", "0 0 2 * * *"],
    ]);
    assert.deepEqual(
      app.release?.routes.map(({ name }) => name),
      ["api"],
    );
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#usage
  for (const [kind, more] of [
    ["an app", ""],
    ["an app that streams", "app.setup({ enableHttpStream: true });"],
  ]) {
    it(`runs a timer's function of ${kind} with its schedule, and writes that into the log`, async () => {
      await deploy(timerApp(`(timer, context) => context.log(JSON.stringify([timer, context.invocationId]))`, more));

      const result = await app.invoke("cleanup", nightly);

      assert.equal(result.ok, true);
      const [executing = "", logged = "", executed = ""] = lines();
      const [timer, id] = JSON.parse(logged);
      assert.deepEqual(timer, {
        schedule: { adjustForDST: true },
        scheduleStatus: {
          last: "2026-01-01T02:00:00+00:00",
          next: "2026-01-02T02:00:00+00:00",
          lastUpdated: "2026-01-01T02:00:00+00:00",
        },
        isPastDue: true,
      });
      assert.equal(id, result.id);
      assert.deepEqual(new Set(world.logs.recent({ group: "shop" }).map(({ code }) => code)), new Set(["first"]));
      const reason = "Timer fired at 2026-01-01T02:00:01.5000000+00:00";
      assert.equal(executing, `Executing 'Functions.cleanup' (Reason='${reason}', Id=${id})`);
      assert.match(executed, new RegExp(`^Executed 'Functions\\.cleanup' \\(Succeeded, Id=${id}, Duration=\\d+ms\\)$`));
    });
  }

  it("starts an app without HTTP functions, which answers no path", async () => {
    await deploy(timerApp("() => {}"));

    assert.equal((await get("/hello")).status, 404);
    assert.equal((await get("/")).status, 200);
  });

  it("hands over what other triggers give, with their metadata", async () => {
    await deploy(`
      import { app } from "@azure/functions";
      app.serviceBusQueue("order", { queueName: "orders", connection: "BUS",
        handler: (order, context) => context.log(order.id, context.triggerMetadata.deliveryCount) });`);

    const result = await app.invoke("order", {
      data: { string: JSON.stringify({ id: 7 }) },
      metadata: { DeliveryCount: { json: "2" } },
      reason: "(null)",
    });

    assert.equal(result.ok, true);
    assert.equal(lines()[1], "7 2");
  });

  it("gives nothing to an instance that it is about to end, as nobody needed it", async () => {
    await app.stop();
    app = new FunctionApp({ ...configuration, concurrency: 1, maximumInstances: 2 }, world, pool);
    await deploy(timerApp("() => new Promise((resolve) => setTimeout(resolve, 200))"));
    await Promise.all([app.invoke("cleanup", nightly), app.invoke("cleanup", nightly)]);

    clock.advance(30_000);
    const results = await Promise.all([app.invoke("cleanup", nightly), app.invoke("cleanup", nightly)]);

    assert.deepEqual(
      results.map(({ ok }) => ok),
      [true, true],
    );
  });

  it("says that a function has failed, and why", async () => {
    await deploy(timerApp(`() => { throw new Error("broken"); }`));

    const result = await app.invoke("cleanup", nightly);

    assert.ok(!result.ok);
    assert.match(result.failure, /^Error: broken/);
    assert.match(
      lines().at(-1) ?? "",
      new RegExp(`^Executed 'Functions.cleanup' \\(Failed, Id=${result.id}\\): Error`),
    );
  });

  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies
  describe("trying a function again that has failed", () => {
    const failing = `(input, context) => {
      context.log("try " + context.retryContext?.retryCount);
      throw new Error("broken");
    }`;
    const tries = () => lines().filter((line) => line.startsWith("try "));
    const retrying = (policy: string) =>
      `import { app } from "@azure/functions";
       app.timer("cleanup", { schedule: "0 0 2 * * *", retry: ${policy}, handler: ${failing} });`;
    const failures = async (count: number): Promise<void> => {
      await until(() => lines().filter((line) => line.includes("(Failed, Id=")).length >= count);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };

    it("waits the same time before each of the attempts that its policy allows", async () => {
      await deploy(retrying(`{ strategy: "fixedDelay", maxRetryCount: 2, delayInterval: { minutes: 1 } }`));
      const running = app.invoke("cleanup", nightly);

      await failures(1);
      clock.advance(59_000);
      await failures(1);
      assert.deepEqual(tries(), ["try undefined"]);
      clock.advance(1_000);
      await failures(2);
      clock.advance(60_000);
      const result = await running;

      assert.deepEqual(tries(), ["try undefined", "try 1", "try 2"]);
      assert.equal(result.ok, false);
    });

    it("waits longer each time, when its policy says so", async () => {
      const policy = `{ strategy: "exponentialBackoff", maxRetryCount: -1, minimumInterval: 4_000, maximumInterval: 10_000 }`;
      await deploy(retrying(policy));
      const running = app.invoke("cleanup", nightly);

      for (const [at, delay] of [4_000, 8_000, 10_000].entries()) {
        await failures(at + 1);
        clock.advance(delay - 1);
        await failures(at + 1);
        assert.equal(tries().length, at + 1);
        clock.advance(1);
      }
      await failures(4);
      await app.stop();

      assert.equal((await running).ok, false);
    });

    it("is the business of queues that deliver again", async () => {
      const policy = `{ strategy: "fixedDelay", maxRetryCount: 2, delayInterval: 1_000 }`;
      await deploy(`
        import { app } from "@azure/functions";
        app.serviceBusQueue("cleanup", { queueName: "q", connection: "BUS", retry: ${policy}, handler: ${failing} });`);

      const result = await app.invoke("cleanup", { data: { string: "x" }, reason: "(null)" });

      assert.equal(result.ok, false);
      assert.deepEqual(tries(), ["try undefined"]);
    });
  });

  it("ends a function whose time is over, and runs the next on a new instance", async () => {
    const handler = `async (timer, context) => { context.log("began"); if (timer.isPastDue) await new Promise(() => {}); }`;
    await deploy(timerApp(handler), { version: "2.0", functionTimeout: "00:05:00" });

    const running = app.invoke("cleanup", nightly);
    await until(() => lines().includes("began"));
    clock.advance(5 * 60_000);
    const result = await running;

    assert.ok(!result.ok);
    assert.match(result.failure, /^Timeout value of 300 s exceeded by function 'Functions\.cleanup'/);
    const next = timerEvent({ next: due, updated: due, isPastDue: false, fired: due });
    assert.equal((await app.invoke("cleanup", next)).ok, true);
  });

  it("ends a function that takes more memory than the instance has", async () => {
    await deploy(
      timerApp(`async () => { globalThis.kept = Buffer.alloc(600_000_000, 1); await new Promise(() => {}); }`),
    );

    const result = await app.invoke("cleanup", nightly);

    assert.ok(!result.ok);
    assert.match(result.failure, /MB of memory; it has 512 MB/);
  });

  it("lets only so many run at a time as an instance takes", async () => {
    app.configure({ ...configuration, concurrency: 1 });
    await deploy(
      timerApp(`async (timer, context) => {
      context.log("begin");
      await new Promise((resolve) => setTimeout(resolve, 50));
      context.log("end");
    }`),
    );

    await Promise.all([app.invoke("cleanup", nightly), app.invoke("cleanup", nightly)]);

    assert.deepEqual(
      lines().filter((line) => line === "begin" || line === "end"),
      ["begin", "end", "begin", "end"],
    );
  });

  it("runs nothing of an app that is stopped or not deployed, and no function that it does not have", async () => {
    const failure = async (name: string) => Object(await app.invoke(name, nightly)).failure;
    assert.match(await failure("cleanup"), /no function cleanup that can run/);

    await deploy(timerApp("() => {}"));
    assert.match(await failure("other"), /no function other that can run/);

    app.configure({ ...configuration, isEnabled: false });
    assert.deepEqual(app.functions, []);
    assert.match(await failure("cleanup"), /no function cleanup that can run/);
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createListener } from "node:net";
import { LocalInspectors } from "../../kit/simulator/inspectors/index.ts";

async function listen<Listening extends Server | ReturnType<typeof createListener>>(server: Listening) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { server, port: address.port };
}

/** A runtime with two functions, which lists targets as Node does: with addresses made of the request's host. */
function createRuntime() {
  return createServer(({ url, headers: { host } }, response) => {
    const targets = ["/one", "/other"].map((path) => ({ webSocketDebuggerUrl: `ws://${host}${path}` }));
    response.end(JSON.stringify(url === "/json/list" ? targets : { Browser: "node.js/v24.0.0" }));
  });
}

const one = { cloud: "aws", key: "arn:one", name: "one" } as const;
const other = { cloud: "gcp", key: "projects/other", name: "other" } as const;

describe("ports for debuggers", () => {
  const opened: LocalInspectors[] = [];
  const create = (basePort: number | undefined, memory = new Map<string, number>()): LocalInspectors => {
    const inspectors = new LocalInspectors({
      basePort,
      ports: {
        get: (key) => memory.get(key),
        set: (key, port) => void (port === undefined ? memory.delete(key) : memory.set(key, port)),
        all: () => new Map<string, number>(),
        taken: (port) => [...memory.values()].includes(port),
      },
      report: assert.fail,
    });
    opened.push(inspectors);
    return inspectors;
  };
  /**
   * A port with nothing on it or on the nine after it. It is below those that systems give to clients
   * (32768 and up), so that no connection of another process takes one of them in between.
   */
  const freePort = async (): Promise<number> => {
    const first = 20_000 + Math.floor(Math.random() * 1_000) * 10;
    const listening = await Promise.allSettled(
      Array.from({ length: 10 }, async (_, index) => {
        const server = createListener().listen(first + index, "127.0.0.1");
        await once(server, "listening");
        return server;
      }),
    );
    for (const each of listening) if (each.status === "fulfilled") each.value.close();
    return listening.every(({ status }) => status === "fulfilled") ? first : freePort();
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((inspectors) => inspectors.closeAll()));
  });

  it("are given to nobody while nobody wants to debug", async () => {
    const inspectors = create(undefined);

    assert.equal(inspectors.wanted, false);
    assert.equal(inspectors.open(one), undefined);
    assert.deepEqual(await inspectors.list(), []);
  });

  it("are one for each function, in the order in which they come, and the same ones at the next run", async () => {
    const [basePort, memory] = [await freePort(), new Map<string, number>()];
    const first = create(basePort, memory);
    for (const each of [one, other, one]) first.open(each);
    const before = await first.list();
    await first.closeAll();

    const second = create(basePort, memory);
    for (const each of [other, one]) second.open(each);

    assert.deepEqual(
      before.map(({ name }) => name),
      ["one", "other"],
    );
    assert.ok(before.every(({ port }) => port >= basePort && port < basePort + 100));
    assert.deepEqual(await second.list(), before);
  });

  it("are the next ones when some are in use, which is told", async () => {
    const { server, port } = await listen(createListener());
    const inspectors = create(port);

    inspectors.open(one);

    const [listed] = await inspectors.list();
    assert.ok(listed !== undefined && listed.port > port);
    assert.equal(listed.busy[0], port);
    server.close();
  });

  it("are free for others when their function is gone", async () => {
    const memory = new Map<string, number>();
    const inspectors = create(await freePort(), memory);
    inspectors.open(one);
    const [before] = await inspectors.list();

    await inspectors.close(one.key);
    inspectors.open(other);

    const [after] = await inspectors.list();
    assert.deepEqual([after?.name, after?.port], ["other", before?.port]);
  });

  it("list the one target that is theirs, at their own address, and answer 503 before there is one", async () => {
    const { server, port } = await listen(createRuntime());
    const inspectors = create(await freePort());
    const inspector = inspectors.open(one);
    const [listed] = await inspectors.list();
    const address = `127.0.0.1:${listed?.port}`;

    const early = await fetch(`http://${address}/json/list`);
    inspector?.follow({ port, path: "/one" });
    const targets = await (await fetch(`http://${address}/json/list`)).json();
    const version = await (await fetch(`http://${address}/json/version`)).json();
    server.close();

    assert.equal(early.status, 503);
    assert.deepEqual(targets, [{ webSocketDebuggerUrl: `ws://${address}/one` }]);
    assert.deepEqual(version, { Browser: "node.js/v24.0.0" });
  });
});

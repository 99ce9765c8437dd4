import assert from "node:assert/strict";
import { SimulatorClient } from "../../../kit/simulator/client.ts";
import { createSimulator, type Simulator } from "../../../kit/simulator/index.ts";
import { type ControlApi, openControlApi } from "../../../kit/simulator/process/control-api.ts";

const key = "engine/stack";

describe("values in pieces", () => {
  let simulator: Simulator;
  let api: ControlApi;
  let client: SimulatorClient;
  before(async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
    const unused = () => assert.fail("Nobody asks for it.");
    api = await openControlApi({ simulator, providers: {}, takeArchive: unused, stop: unused });
    client = new SimulatorClient({ pid: process.pid, ...api });
  });
  afterEach(() => client.putValue(key, undefined));
  after(async () => {
    api.close();
    await simulator.stop();
  });

  const call = async (init: RequestInit, url: string) =>
    await fetch(url, { ...init, headers: { authorization: `Bearer ${api.token}` } });
  const patch = async (body: unknown) => {
    const { status } = await call({ method: "PATCH", body: JSON.stringify(body) }, client.valueAddress(key).url);
    return status;
  };
  const keys = async () => (await call({}, `${client.values.url}?prefix=engine%2F`)).json();
  /** How many values the store has for all that. */
  const stored = () => simulator.world.store.values("client").size;

  it("are one text, of which each piece is sent once", async () => {
    assert.equal(await patch({ order: ["a", "b", "a"], pieces: { a: "one ", b: "two ✓ " } }), 204);
    assert.equal(await client.getValue(key), "one two ✓ one ");
    assert.equal(await patch({ order: ["b", "c"], pieces: { c: "three" } }), 204);
    assert.equal(await client.getValue(key), "two ✓ three");
  });

  it("leave no piece that is needed no more, and nothing of what was there before", async () => {
    await client.putValue(key, "whole");
    await patch({ order: ["a", "b"], pieces: { a: "1", b: "2", never: "3" } });
    assert.deepEqual(await keys(), [key]);
    assert.equal(stored(), 3);

    await patch({ order: ["b"], pieces: {} });
    assert.equal(stored(), 2);
    await client.putValue(key, "whole again");
    assert.equal(await client.getValue(key), "whole again");
    assert.equal(stored(), 1);
    await patch({ order: ["a"], pieces: { a: "1" } });
    await client.putValue(key, undefined);
    assert.equal(stored(), 0);
  });

  it("are not changed by an order with a piece that is not there", async () => {
    await patch({ order: ["a"], pieces: { a: "1" } });

    assert.equal(await patch({ order: ["b", "c"], pieces: { b: "2" } }), 409);
    assert.equal(await client.getValue(key), "1");
    assert.equal(stored(), 2);
  });

  for (const wrong of [
    null,
    {},
    { order: "a", pieces: {} },
    { order: [1], pieces: {} },
    { order: [], pieces: { a: 1 } },
  ]) {
    it(`must be ids and texts, and not ${JSON.stringify(wrong)}`, async () => {
      assert.equal(await patch(wrong), 400);
    });
  }
});

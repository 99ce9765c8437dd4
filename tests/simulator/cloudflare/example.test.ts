import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createMemoryCheckpoints, destroy, up } from "../../../kit/engine/index.ts";
import { createSimulator } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import { accountId, addressOf } from "./account.ts";

const main = new URL("../../../examples/cloudflare-worker/index.ts", import.meta.url);

describe("cloudflare: the example with the plain SDK", () => {
  it("is deployed, answers, logs, and goes again", async () => {
    const simulator = await createSimulator({ data: ":memory:", live: true });
    const stack = {
      stack: "test",
      project: "cloudflare-worker",
      config: { values: { "cloudflare-worker:accountId": accountId }, secretKeys: [] },
      providers: simulator.providers,
      checkpoints: createMemoryCheckpoints(),
    };

    const folder = fileURLToPath(new URL(".", main));
    const { errors, outputs } = await up({ ...stack, folder, program: () => import(main.href) });
    assert.deepEqual(errors, []);
    const workersDev = addressOf({ simulator }, `${outputs.workerName}.simulated.workers.dev`);
    const zone = addressOf({ simulator }, "www.example.com");

    assert.equal(await (await fetch(workersDev)).text(), "Hello, world!");
    assert.equal(await (await fetch(`${zone}/greet?name=you`)).text(), "Hello, you!");
    assert.equal((await fetch(`${zone}/other`)).status, 523);
    await until(() => simulator.world.logs.recent({ group: "greeter" }).some(({ text }) => text === "greeting you"));
    const gone = await destroy(stack);
    assert.deepEqual(gone.errors, []);
    assert.deepEqual(simulator.world.store.all(), []);
    await simulator.stop();
  });
});

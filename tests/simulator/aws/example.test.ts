import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { createMemoryCheckpoints, destroy, up } from "../../../kit/engine/index.ts";
import { createSimulator } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import { linesOf } from "./shop.ts";

const main = new URL("../../../examples/aws-lambda/index.ts", import.meta.url);

describe("aws: the example with the plain SDK", () => {
  it("is deployed, answers, logs, and goes again", async () => {
    const simulator = await createSimulator({ data: ":memory:", live: true });
    const stack = {
      stack: "test",
      project: "aws-lambda",
      config: { values: { "aws:region": "eu-central-1" }, secretKeys: [] },
      providers: simulator.providers,
      checkpoints: createMemoryCheckpoints(),
    };

    const folder = fileURLToPath(new URL(".", main));
    const { errors, outputs } = await up({ ...stack, folder, program: () => import(main.href) });
    assert.deepEqual(errors, []);
    const byApi = await fetch(`${outputs.apiUrl}greet?name=you`);
    const byUrl = await fetch(String(outputs.functionUrl));

    assert.equal(await byApi.text(), "Hello, you!");
    assert.equal(await byUrl.text(), "Hello, world!");
    assert.equal((await fetch(`${outputs.apiUrl}other`)).status, 404);
    const isLogged = (): boolean =>
      linesOf({ simulator }, "/aws/lambda/greeter").some((line) => line.endsWith("greeting you"));
    await until(isLogged);
    const gone = await destroy(stack);
    assert.deepEqual(gone.errors, []);
    assert.deepEqual(simulator.world.store.all(), []);
    await simulator.stop();
  });
});

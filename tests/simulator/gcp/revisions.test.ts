import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { Deployment } from "../deployment.ts";
import {
  deployFunction,
  echo,
  functionInputs,
  functionToken,
  objectToken,
  openGcp,
  see,
  sourceOf,
  urlOf,
} from "./shop.ts";

describe("gcp: the revisions of a function", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
  });
  afterEach(() => gcp.stop());

  describe("scaling", () => {
    /** Answers who it is and how many requests it has, but not before two requests have come to the gate. */
    const gated = `
      let active = 0;
      export const handler = async (request, response) => {
        active += 1;
        const seen = { pid: process.pid, active };
        await fetch(request.query.gate);
        active -= 1;
        response.json(seen);
      };`;

    const seeTwo = async (url: string) => {
      const gate = await openGate(2);
      const seen = await Promise.all([1, 2].map(() => see(`${url}/?gate=${encodeURIComponent(gate.url)}`)));
      gate.close();
      return { active: seen.map(({ active }) => active).sort(), processes: new Set(seen.map(({ pid }) => pid)).size };
    };

    // https://cloud.google.com/functions/docs/configuring/concurrency: one at a time by default
    it("gives an instance one request at a time, and starts more", async () => {
      const url = urlOf(await deployFunction(gcp, gated));

      assert.deepEqual(await seeTwo(url), { active: [1, 1], processes: 2 });
    });

    it("gives an instance as many requests as it may have", async () => {
      const service = { availableMemory: "512Mi", availableCpu: "1", maxInstanceRequestConcurrency: 2 };
      const url = urlOf(await deployFunction(gcp, gated, { service }));

      assert.deepEqual(await seeTwo(url), { active: [1, 2], processes: 1 });
    });

    // https://cloud.google.com/run/docs/about-instance-autoscaling: pending requests wait, then get 429
    it("lets requests wait when there may be no more instances, and answers 429 after 10 seconds", async () => {
      const { createFakeClock } = await import("../../../kit/simulator/index.ts");
      const clock = createFakeClock();
      const timed = await openGcp({ clock });
      const url = urlOf(
        await deployFunction(timed, echo.replace("response.json", "void "), { service: { maxInstanceCount: 1 } }),
      );
      const hanging = fetch(url);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const waiting = fetch(url);
      await new Promise((resolve) => setTimeout(resolve, 50));

      clock.advance(10_000);
      const refused = await waiting;

      assert.equal(refused.status, 429);
      assert.equal(await refused.text(), "Rate exceeded.");
      clock.advance(60_000);
      assert.equal((await hanging).status, 504);
      await timed.stop();
    });
  });

  describe("changes", () => {
    const saying = (text: string): string => `export const handler = (request, response) => response.send("${text}");`;

    it("serves new source under the old address after an update", async () => {
      const deployed = await deployFunction(gcp, saying("one"));
      await gcp.create(objectToken, "second", {
        bucket: "api-source",
        name: "two.zip",
        source: sourceOf(saying("two")),
      });

      const updated = await gcp.update(deployed, functionInputs("api-source", "two.zip"));

      assert.equal(urlOf(updated), urlOf(deployed));
      assert.equal(await (await fetch(urlOf(updated))).text(), "two");
    });

    it("keeps serving the old revision when the new one does not start", async () => {
      const deployed = await deployFunction(gcp, saying("one"));
      await gcp.create(objectToken, "broken", { bucket: "api-source", name: "two.zip", source: sourceOf("throw 1") });

      await assert.rejects(gcp.update(deployed, functionInputs("api-source", "two.zip")), /Healthcheck failed/);

      assert.equal(await (await fetch(urlOf(deployed))).text(), "one");
    });

    it("swaps code in place, and lets requests under way finish", async () => {
      const slow = saying("one").replace("response.send", "setTimeout(() => response.send").replace(/\);$/, "), 200);");
      const deployed = await deployFunction(gcp, slow);
      const { code } = gcp.simulator.world;
      const from = await code.take(sourceOf(slow));
      const to = await code.take(sourceOf(saying("two")));
      const before = fetch(urlOf(deployed));
      await new Promise((resolve) => setTimeout(resolve, 50));

      const replaced = await gcp.simulator.replaceCode(from, to);

      assert.equal(replaced, 1);
      assert.equal(await (await fetch(urlOf(deployed))).text(), "two");
      assert.equal(await (await before).text(), "one");
    });

    it("ends every process and closes the address when the function is deleted", async () => {
      const deployed = await deployFunction(gcp, echo);
      const { pid } = await see(urlOf(deployed));

      await gcp.remove(deployed);

      await assert.rejects(fetch(urlOf(deployed)));
      assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
      assert.deepEqual(gcp.simulator.world.store.find(functionToken), []);
    });
  });
});

/** A place that answers when so many requests have come to it: then they were all under way at once. */
async function openGate(wanted: number) {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === wanted) for (const each of waiting) each.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${Object(server.address()).port}/`, close: () => server.close() };
}

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clone, createClone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";
import { Debugger } from "../../support/debugger.ts";
import { assertNothingLeft } from "../../support/leftovers.ts";

const health = "functions/routes/health.ts";
const clouds = ["aws", "gcp", "azure", "cloudflare"] as const;
const packages = { aws: "aws", gcp: "gcp", azure: "azure-native", cloudflare: "cloudflare" } as const;

/** Listens on a free port of this machine. */
async function occupy(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { server, port: address.port };
}

/** What `dev` prints of a cloud: where the shop's API answers, and where a debugger attaches to it. */
function addressesOf(text: string, cloud: keyof typeof packages): { readonly url: string; readonly inspector: string } {
  const url = new RegExp(`^${cloud} .*(http://127\\.0\\.0\\.1:\\d+) `, "m").exec(text)?.[1];
  const inspector = new RegExp(`^${packages[cloud]} +\\S*-api-\\S* +(127\\.0\\.0\\.1:\\d+)$`, "m").exec(text)?.[1];
  assert.ok(url !== undefined && inspector !== undefined, text);
  return { url, inspector };
}

describe("fourfold dev --inspect", function () {
  this.timeout(120_000);
  let clone: Clone;
  let session: Command;
  let busy: Server;
  let busyPort: number;

  before(async () => {
    clone = createClone();
    ({ server: busy, port: busyPort } = await occupy());
    // Shorter than a look at a breakpoint takes.
    clone.edit("functions/shop.ts", "20 seconds", "1 second");
    session = clone.start(["dev", "--inspect", String(busyPort)]);
    await session.until(/^Serving/m);
  });
  after(async () => {
    busy.close();
    session.process.kill("SIGINT");
    const { code } = await session.finished;
    assert.equal(code, 0);
    const inspectors = clouds.map((cloud) => `http://${addressesOf(session.text(), cloud).inspector}`);
    await assertNothingLeft(clone.folder, [
      ...(session.text().match(/http:\/\/127\.0\.0\.1:\d+/g) ?? []),
      ...inspectors,
    ]);
    clone.remove();
  });

  it("takes the next ports when one is in use, and says so; `status` knows them too", async () => {
    const inspectors = clouds.map((cloud) => addressesOf(session.text(), cloud).inspector);

    const { stdout } = await clone.run(["status"]);

    assert.equal(new Set(inspectors).size, 4);
    assert.match(
      session.text(),
      // The ports after it may be in use, too.
      new RegExp(
        `Ports? ${busyPort}(?:, \\d+)* (?:is in use by another program|are in use by other programs), so \\S+ has \\d+\\. .*--inspect`,
      ),
    );
    for (const inspector of inspectors) assert.ok(stdout.includes(inspector), stdout);
  });

  for (const cloud of clouds) {
    it(`stops every request to ${cloud} at a breakpoint in a TypeScript file, for longer than the function's timeout`, async () => {
      const { url, inspector } = addressesOf(session.text(), cloud);
      const attached = await Debugger.attach(inspector);
      await attached.breakAt(join(clone.folder, health), "const isUp =");

      const answers = [fetch(`${url}/health`), fetch(`${url}/health`)];
      const state = await attached.evaluate(await attached.paused(), "dependencies.taxes.state");
      await sleep(1_300);
      attached.resume();
      await attached.paused();
      attached.resume();
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      attached.close();

      assert.equal(state, "up");
      assert.deepEqual(statuses, [200, 200]);
    });
  }

  it("lets a request end on the code on which it stopped, and leads new debuggers to an edit's code", async () => {
    const stopped = clouds.map(async (cloud) => {
      const { url, inspector } = addressesOf(session.text(), cloud);
      const attached = await Debugger.attach(inspector);
      await attached.breakAt(join(clone.folder, health), "const isUp =");
      const answer = fetch(`${url}/health`);
      await attached.paused();
      return { attached, answer };
    });
    await Promise.all(stopped);

    clone.edit(health, "const isUp =", 'const edited = "yes";\n    const isUp = edited === "yes" &&');
    await session.until(/health\.ts → aws, gcp, azure, cloudflare in /);

    for (const { attached, answer } of await Promise.all(stopped)) {
      attached.resume();
      assert.equal((await answer).status, 200);
      await attached.ended();
    }
    for (const cloud of clouds) {
      const { url, inspector } = addressesOf(session.text(), cloud);
      const attached = await Debugger.attach(inspector);
      await attached.breakAt(join(clone.folder, health), "const isUp =");
      const answer = fetch(`${url}/health`);
      assert.equal(await attached.evaluate(await attached.paused(), "edited"), "yes", cloud);
      attached.resume();
      assert.equal((await answer).status, 200);
      attached.close();
    }
  });
});

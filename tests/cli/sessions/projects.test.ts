import assert from "node:assert/strict";
import { join } from "node:path";
import { lockHolder } from "../../../kit/cli/lock.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";
import { isListening, processesOf } from "../../support/leftovers.ts";

const health = "functions/routes/health.ts";

/** Waits until nothing that has to do with a folder runs: a simulator sees its input end shortly after it did. */
async function untilEnded(folder: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (processesOf(folder).length > 0) {
    assert.ok(Date.now() < end, processesOf(folder).join("\n"));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("projects on one machine, with fourfold dev", function () {
  this.timeout(120_000);
  const clones: Clone[] = [];
  const sessions: Command[] = [];
  afterEach(async () => {
    for (const { process } of sessions) process.kill("SIGKILL");
    for (const clone of clones) {
      await untilEnded(clone.folder);
      clone.remove();
    }
    clones.length = 0;
    sessions.length = 0;
  });

  const open = (name: string): Clone => {
    const clone = createClone();
    clone.edit("Pulumi.yaml", "name: fourfold-shop", `name: ${name}`);
    clone.edit("Pulumi.dev.yaml", /fourfold-shop:/g, `${name}:`);
    clones.push(clone);
    return clone;
  };
  const serve = async (clone: Clone) => {
    const session = clone.start(["dev", "--only", "aws"]);
    sessions.push(session);
    await session.until(/^Serving/m);
    const url = session.text().match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] ?? "";
    return { session, url, read: async () => (await fetch(`${url}/health`)).text() };
  };

  it("have addresses and code of their own, and one does not mind that the other is killed, nor finds what is left of it", async () => {
    const [one, two] = [open("shop-one"), open("shop-two")];
    const [first, second] = [await serve(one), await serve(two)];

    one.edit(health, 'state: "up" }', 'state: "up", reason: "edited" }');
    await first.session.until(/health\.ts → aws in /);
    const [edited, untouched] = [await first.read(), await second.read()];
    first.session.process.kill("SIGKILL");
    await untilEnded(one.folder);

    assert.notEqual(first.url, second.url);
    assert.match(edited, /"reason":"edited"/);
    assert.doesNotMatch(untouched, /edited/);
    assert.deepEqual([await isListening(first.url), await isListening(second.url)], [false, true]);
    assert.equal(lockHolder(join(one.folder, ".fourfold")), undefined);
    assert.equal(await second.read(), untouched);
    // Its lock is no hindrance, and its address the one that it had.
    assert.equal((await serve(one)).url, first.url);
  });

  it("refuse a property without effect with --strict, and say which, why and what to do", async () => {
    const { code, stdout, stderr } = await open("shop-strict").run(["dev", "--once", "--only", "aws", "--strict"]);

    assert.equal(code, 1);
    assert.match(stdout + stderr, /retentionInDays.*has no effect.*`--strict` refuses that.*Leave it out/s);
  });
});

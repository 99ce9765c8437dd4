import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Guard } from "../../../kit/simulator/hosts/guard.ts";
import { startWorkerd } from "../../../kit/simulator/hosts/workerd/workerd.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

/** Kills so many of the processes that are started next, each at once, and counts all. */
function killNext(count: number): { readonly started: () => number; stop(): void } {
  let started = 0;
  const onChild = (message: unknown): void => {
    const { process: child } = Object(message);
    child.once("spawn", () => {
      if (!child.spawnfile.includes("workerd")) return;
      started += 1;
      if (started <= count) child.kill("SIGKILL");
    });
  };
  subscribe("child_process", onChild);
  return { started: () => started, stop: () => void unsubscribe("child_process", onChild) };
}

describe("a workerd process that is killed while it starts", () => {
  let kills: ReturnType<typeof killNext> | undefined;
  let world: OwnedWorld;
  let guard: Guard;
  let folder: ReturnType<typeof createTemporaryFolder>;
  before(() => {
    folder = createTemporaryFolder();
    world = openWorld({ data: folder.path, live: true });
    guard = new Guard();
  });
  afterEach(() => kills?.stop());
  after(async () => {
    guard.stop();
    await world.end();
    folder.remove();
  });

  const start = (script: string) =>
    startWorkerd({ ...world, guard }, () => ({ workers: [{ name: "api", modules: true, script }] }));
  const right = "export default { fetch: () => new Response('here') }";

  it("is started again: no Worker is to blame for that", async () => {
    kills = killNext(2);
    const { miniflare, end } = await start(right);

    assert.equal(kills.started(), 3);
    assert.equal(await (await miniflare.dispatchFetch("http://api.example/")).text(), "here");
    await end();
  });

  it("is given up after three times", async () => {
    kills = killNext(Number.POSITIVE_INFINITY);

    await assert.rejects(start(right), /^Error: workerd was killed \(SIGKILL\)/);
    assert.equal(kills.started(), 3);
  });

  it("is told from one that cannot load a Worker, which is not tried again", async () => {
    kills = killNext(0);

    await assert.rejects(start("throw new Error('at the top');"), /at the top/);
    assert.equal(kills.started(), 1);
  });
});

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { areas } from "../../tools/test/areas.ts";
import { runInLanes } from "../../tools/test/lanes.ts";

describe("an area that waits", () => {
  it("is apart from none: nothing would run it when it has to", () => {
    const both = Object.entries(areas).filter(([, { waits, apart }]) => waits && apart !== undefined);

    assert.deepEqual(both, []);
  });
});

describe("the lanes of a test run", () => {
  it("run two jobs at a time, the largest first, and alone what wants to be alone", async () => {
    const running = new Set<string>();
    const started: string[] = [];
    const seen: number[] = [];
    const lanes: number[] = [];
    const jobs = [
      { name: "alone", weight: 99, alone: true },
      { name: "small", weight: 1 },
      { name: "large", weight: 30 },
      { name: "middle", weight: 20 },
    ];

    await runInLanes(jobs, 2, async ({ name }, lane) => {
      running.add(name);
      started.push(name);
      lanes.push(lane);
      await sleep(5);
      seen.push(running.size);
      running.delete(name);
    });

    assert.deepEqual(started, ["large", "middle", "small", "alone"]);
    assert.deepEqual([Math.max(...seen), seen.at(-1)], [2, 1]);
    assert.deepEqual([lanes.slice(0, 2), lanes.at(-1)], [[0, 1], 0], "two at a time have a lane each");
  });

  it("run what mostly waits beside the others, in a lane of its own, one job after the other", async () => {
    const events: string[] = [];
    const jobs = [
      { name: "large", weight: 30 },
      { name: "middle", weight: 20 },
      { name: "slow", weight: 2, waits: true },
      { name: "slower", weight: 3, waits: true },
    ];

    await runInLanes(jobs, 2, async ({ name }, lane) => {
      events.push(`${name} starts in ${lane}`);
      await sleep(5);
      events.push(`${name} ends`);
    });

    assert.deepEqual(events.slice(0, 3), ["large starts in 0", "middle starts in 1", "slower starts in 2"]);
    assert.ok(events.indexOf("slower ends") < events.indexOf("slow starts in 2"));
    assert.equal(events.at(-1), "slow ends");
  });

  it("never run two jobs at a time that are to be apart from each other, and leave none out", async () => {
    const events: string[] = [];
    const jobs = [
      { name: "one", weight: 3, apart: "files" },
      { name: "two", weight: 2, apart: "files" },
      { name: "three", weight: 1, apart: "files" },
      { name: "other", weight: 1 },
    ];

    await runInLanes(jobs, 2, async ({ name, apart }) => {
      if (apart) events.push(`${name} starts`);
      await sleep(5);
      events.push(`${name} ends`);
    });

    const apart = events.filter((event) => event !== "other ends");
    assert.deepEqual(
      apart,
      ["one", "two", "three"].flatMap((name) => [`${name} starts`, `${name} ends`]),
    );
    assert.equal(events.length, 7);
  });
});

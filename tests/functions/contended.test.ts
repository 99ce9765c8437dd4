import assert from "node:assert/strict";
import { TableError } from "fourfold/runtime";
import { contended } from "../../functions/data/contended.ts";

/** Work that fails some times, and how often it was done. */
function failing(times: number, error: Error) {
  const done = { count: 0 };
  const work = async () => {
    done.count += 1;
    if (done.count <= times) throw error;
    return "done";
  };
  return { work, done };
}

describe("work that others may be faster at", () => {
  const conflict = new TableError("Conflict", "Somebody else has written the item.");

  it("is done again until it is done", async () => {
    const { work, done } = failing(5, conflict);

    assert.deepEqual([await contended(work), done.count], ["done", 6]);
  });

  it("is given up in the end", async () => {
    const { work, done } = failing(100, conflict);

    await assert.rejects(contended(work), conflict);
    assert.equal(done.count, 8);
  }).timeout(10_000);

  it("is not done again for anything else", async () => {
    for (const error of [new TableError("Unavailable", "No answer."), new Error("Something else.")]) {
      const { work, done } = failing(1, error);

      await assert.rejects(contended(work), error);
      assert.equal(done.count, 1);
    }
  });
});

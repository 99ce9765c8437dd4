import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { comparisons } from "../../bench/messages/subjects.ts";
import { repository } from "../support/command.ts";

describe("the benchmarks of messages", () => {
  it("measure every driver of queues and topics, each once", () => {
    const drivers = globSync("kit/runtime/drivers/{queue,topic}/*.ts", { cwd: repository });

    const measured = comparisons.map(({ ours }) => relative(repository, fileURLToPath(ours.driver)));

    assert.ok(drivers.length >= 8);
    assert.deepEqual(measured.toSorted(), drivers.toSorted());
  });

  it("compare each with a sender that exists", () => {
    const missing = comparisons.map(({ theirs }) => theirs).filter(({ driver }) => !existsSync(driver));

    assert.deepEqual(missing, []);
  });

  it("have a label of its own for each sender", () => {
    const labels = comparisons.flatMap(({ ours, theirs }) => [ours.label, theirs.label]);

    assert.deepEqual([...new Set(labels)], labels);
  });
});

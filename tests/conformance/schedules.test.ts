import assert from "node:assert/strict";
import { expectationOf } from "../../kit/conformance/behaviour.ts";
import { groups } from "../../kit/conformance/schedule/index.ts";
import type { ScheduleTarget } from "../../kit/conformance/schedule/target.ts";
import { someClouds } from "../support/sample.ts";
import { deploySchedules } from "./schedule-deployment.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

describe(`scheduled functions: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    const names = groups.flatMap((group) => group.behaviours.map(({ name }) => `${group.subject} ${name}`));

    assert.equal(new Set(names).size, behaviours.length);
    assert.ok(behaviours.length >= 15);
  });

  for (const cloud of someClouds("schedules")) {
    for (const [deployment, own] of Map.groupBy(groups, (group) => group.deployment)) {
      describe(`on ${cloud}: ${deployment}`, function inTurn() {
        this.timeout(60_000);
        let target: ScheduleTarget & AsyncDisposable;
        before(async () => {
          target = await deploySchedules(cloud, deployment);
        });
        after(() => target?.[Symbol.asyncDispose]());

        for (const group of own) {
          for (const behaviour of group.behaviours) {
            const { name, exception, run } = expectationOf(behaviour, cloud);
            it(`${group.subject} ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`, () =>
              run(target));
          }
        }
      });
    }
  }
});

import assert from "node:assert/strict";
import { type Cloud, clouds, supports } from "fourfold";
import { expectationOf } from "../../kit/conformance/behaviour.ts";
import type { Deployment, MessageBehaviour } from "../../kit/conformance/consumes/behaviour.ts";
import { groups } from "../../kit/conformance/consumes/index.ts";
import type { MessageTarget } from "../../kit/conformance/consumes/target.ts";
import { deployMessages } from "./message-deployment.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

/** Whether a cloud can have what a deployment deploys: where it cannot, the set is refused at preview. */
const isPossible = (cloud: Cloud, deployment: Deployment): boolean =>
  deployment !== "delays" || supports.delays.clouds[cloud].state !== "refused";

function titleOf(subject: string, behaviour: MessageBehaviour, cloud: Cloud): string {
  const { name, exception } = expectationOf(behaviour, cloud);
  return `${subject} ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`;
}

type Result = PromiseSettledResult<void>;

/** How many behaviours are tried side by side. More of them make functions that start so slow that what is sent is sent again. */
const atATime = 16;

/** Runs all in their order, some at a time, and answers at once what comes of each. */
function runTogether(
  all: readonly MessageBehaviour[],
  run: (behaviour: MessageBehaviour) => Promise<void>,
): ReadonlyMap<MessageBehaviour, Promise<Result>> {
  const results = all.map((behaviour) => ({ behaviour, ...Promise.withResolvers<Result>() }));
  const left = results.values();
  const next = async (): Promise<void> => {
    for (const { behaviour, resolve } of left) {
      const [result] = await Promise.allSettled([run(behaviour)]);
      resolve(result);
    }
  };
  for (let count = 0; count < atATime; count += 1) void next();
  return new Map(results.map(({ behaviour, promise }) => [behaviour, promise]));
}

describe(`queues and topics: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    const names = groups.flatMap((group) => group.behaviours.map(({ name }) => `${group.subject} ${name}`));

    assert.equal(new Set(names).size, behaviours.length);
  });

  for (const cloud of clouds.filter((one) => !process.env.ONLY || one === process.env.ONLY)) {
    for (const [deployment, own] of Map.groupBy(groups, (group) => group.deployment)) {
      if (!isPossible(cloud, deployment)) continue;
      describe(`on ${cloud}: ${deployment}`, function sideBySide() {
        this.timeout(120_000);
        let target: MessageTarget & AsyncDisposable;
        let begun: ReadonlyMap<MessageBehaviour, Promise<Result>>;
        before(async function begin() {
          target = await deployMessages(cloud, deployment);
          // Some may be tried on other clouds this time: tests/support/clouds.ts
          const titles = new Set(this.test?.parent?.tests.map(({ title }) => title));
          const together = own.flatMap(({ alone, subject, behaviours }) =>
            alone ? [] : behaviours.filter((behaviour) => titles.has(titleOf(subject, behaviour, cloud))),
          );
          begun = runTogether(together, (behaviour) => expectationOf(behaviour, cloud).run(target));
        });
        after(() => target?.[Symbol.asyncDispose]());

        for (const group of own) {
          for (const behaviour of group.behaviours) {
            it(titleOf(group.subject, behaviour, cloud), async () => {
              const result = await begun.get(behaviour);
              if (result === undefined) await expectationOf(behaviour, cloud).run(target);
              else if (result.status === "rejected") throw result.reason;
            });
          }
        }
      });
    }
  }
});

import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { type Behaviour, expectationOf, type Group } from "./behaviour.ts";
import { groups } from "./behaviours/index.ts";
import { type ConformanceDeployment, deployConformance } from "./deployment.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

function concerns(behaviour: Behaviour, isStreaming: boolean): boolean {
  return (behaviour.streaming ?? isStreaming) === isStreaming;
}

function inGroup({ subject, behaviours: all }: Group, define: (behaviour: Behaviour) => void): void {
  describe(subject, () => all.forEach(define));
}

describe(`HTTP functions: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    assert.equal(new Set(behaviours.map(({ name }) => name)).size, behaviours.length);
    assert.ok(behaviours.length >= 40);
  });

  for (const cloud of clouds) {
    describe(`on ${cloud}`, () => {
      let deployment: ConformanceDeployment;

      before(async function deployOnce() {
        this.timeout(60_000);
        deployment = await deployConformance(cloud);
      });
      after(() => deployment?.[Symbol.asyncDispose]());

      for (const kind of ["buffered", "streaming"] as const) {
        describe(kind, () => {
          for (const group of groups) {
            inGroup(group, (behaviour) => {
              if (!concerns(behaviour, kind === "streaming")) return;
              const { title, run } = expectationOf(behaviour, { cloud, streaming: kind === "streaming" });
              it(`${behaviour.name}${title}`, () => run(deployment.targets[kind]));
            });
          }
        });
      }
    });
  }
});

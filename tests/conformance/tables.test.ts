import assert from "node:assert/strict";
import { clouds, supports } from "fourfold";
import { expectationOf } from "../../kit/conformance/behaviour.ts";
import { groups } from "../../kit/conformance/tables/index.ts";
import { type DeployedTables, deployTables } from "./table-deployment.ts";
import { describeModel } from "./table-model/index.ts";
import { describeNative } from "./table-native/index.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

describe(`tables: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    const names = groups.flatMap((group) => group.behaviours.map(({ name }) => `${group.subject} ${name}`));

    assert.equal(new Set(names).size, behaviours.length);
  });

  for (const cloud of clouds.filter((one) => !process.env.ONLY || one === process.env.ONLY)) {
    if (supports.table.clouds[cloud].state === ("refused" as string)) continue;
    describe(`on ${cloud}`, function onCloud() {
      this.timeout(120_000);
      let target: DeployedTables;
      before(async () => {
        target = await deployTables(cloud);
      });
      after(() => target?.[Symbol.asyncDispose]());

      for (const group of groups) {
        for (const behaviour of group.behaviours) {
          const { name, exception, run } = expectationOf(behaviour, cloud);
          const title = `${group.subject} ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`;
          it(title, () => run(target));
        }
      }
      describeNative(() => target);
      describeModel(() => target);
    });
  }
});

import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { expectationOf } from "../../kit/conformance/behaviour.ts";
import { groups } from "../../kit/conformance/secrets/index.ts";
import { describeAccess } from "./secret-access/index.ts";
import { type DeployedSecrets, deploySecrets } from "./secret-deployment.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

describe(`secrets: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    const names = groups.flatMap((group) => group.behaviours.map(({ name }) => `${group.subject} ${name}`));

    assert.equal(new Set(names).size, behaviours.length);
  });

  for (const cloud of clouds.filter((one) => !process.env.ONLY || one === process.env.ONLY)) {
    describe(`on ${cloud}`, function onCloud() {
      this.timeout(120_000);
      let target: DeployedSecrets;
      before(async () => {
        target = await deploySecrets(cloud);
      });
      after(() => target?.[Symbol.asyncDispose]());

      // Before anything is deployed again.
      describeAccess(cloud, () => target);

      for (const group of groups) {
        for (const behaviour of group.behaviours) {
          const { name, exception, run } = expectationOf(behaviour, cloud);
          const title = `${group.subject} ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`;
          it(title, () => run(target));
        }
      }
    });
  }
});

import assert from "node:assert/strict";
import { createSchemas } from "../../kit/simulator/control/check/schema.ts";
import type { PackageName } from "../../kit/simulator/index.ts";
import { deploymentOn } from "./deployment.ts";

/**
 * Tests of the tables of one cloud: every rule refuses its own counter-example, and every property of the SDK's type is
 * known, or left out on purpose.
 *
 * @param leftOut - Properties that are refused on purpose, by type token. Dotted where only a part is left out.
 */
export function describeTables(cloud: PackageName, leftOut: Readonly<Record<string, readonly string[]>>): void {
  describe(`${cloud}: tables of resource types`, () => {
    it("accepts each type's example", async () => {
      const deployment = await deploymentOn(cloud, { live: false });
      const { types } = await deployment.simulator.services(cloud);

      for (const type of types) {
        assert.deepEqual(await deployment.complaints(type.token, type.example), [], type.token);
      }
      await deployment.stop();
    });

    it("refuses each rule's counter-example, with the rule and the vendor's page", async () => {
      const deployment = await deploymentOn(cloud, { live: false });
      const { types } = await deployment.simulator.services(cloud);

      for (const type of types) {
        for (const { rule, source, refused } of type.constraints) {
          const complaints = await deployment.complaints(type.token, { ...type.example, ...refused });
          const found = complaints.some((line) => line.includes(rule) && line.includes(source));
          assert.ok(found, `${type.token} takes ${JSON.stringify(refused)}: ${complaints.join("; ")}`);
          assert.match(source, /^https:\/\//);
        }
      }
      await deployment.stop();
    });

    it("knows every property, or leaves it out on purpose", async () => {
      const deployment = await deploymentOn(cloud, { live: false });
      const { types } = await deployment.simulator.services(cloud);
      const schema = createSchemas()(cloud);

      for (const type of types) {
        const covered = Object.keys(type.properties).map((path) => path.split(".")[0] ?? "");
        const inputs = Object.keys(schema.types[type.token]?.inputs ?? {});
        const unknown = inputs.filter((name) => !covered.includes(name));
        const whole = (leftOut[type.token] ?? []).filter((path) => !path.includes("."));
        assert.deepEqual(unknown.sort(), [...whole].sort(), type.token);
        assert.deepEqual(
          covered.filter((name) => !inputs.includes(name)),
          [],
          type.token,
        );
      }
      await deployment.stop();
    });
  });
}

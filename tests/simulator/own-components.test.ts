import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { clouds } from "fourfold";
import { evaluate } from "fourfold/testing";
import type { PackageName } from "../../kit/simulator/contract.ts";
import { packageOf } from "../../kit/simulator/control/check/schema.ts";
import { deployEverything } from "../../tools/everything.ts";
import { type Deployment, deploymentOn } from "./deployment.ts";

const document = readFileSync(new URL("../../docs/simulator.md", import.meta.url), "utf8");
const configurations: Readonly<Partial<Record<PackageName, object>>> = {
  gcp: { project: "acme-project", region: "europe-west1" },
  "azure-native": { location: "westeurope" },
};

describe("our own components on a strict simulator", () => {
  for (const cloud of clouds) {
    it(`${cloud}: set nothing that is unknown to it, and nothing without effect that the document does not list`, async () => {
      const stack = await evaluate(() => deployEverything(cloud));
      const opened = new Map<PackageName, Deployment>();
      const found: string[] = [];
      for (const { type, inputs } of stack.resources) {
        const name = packageOf(type);
        if (name === undefined) continue;
        const configuration = { ...configurations[name] };
        const strict = opened.get(name) ?? (await deploymentOn(name, { live: false, strict: true, configuration }));
        opened.set(name, strict);
        for (const complaint of await strict.complaints(type, inputs)) {
          const property = complaint.split(": ")[0];
          assert.match(complaint, /has no effect in the simulator's .*`--strict` refuses that/, type);
          assert.ok(document.includes(`| ${type} | \`${property}\` |`), `${type} ${property} is not in the document`);
          found.push(`${type} ${property}`);
        }
      }
      for (const strict of opened.values()) await strict.stop();

      stack.count("fourfold:index:FunctionSet", 6);
      assert.ok(found.length > 0);
    });
  }
});

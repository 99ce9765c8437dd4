import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { clouds, triggers, verbs } from "fourfold";
import { evaluate } from "fourfold/testing";
import { sharedBy } from "../../components/database/shared.ts";
import type { Group } from "../../kit/conformance/behaviour.ts";
import { capabilities } from "../../kit/conformance/capabilities.ts";
import { deployEverything } from "../../tools/everything.ts";
import { sources } from "../repo/source.ts";

/** The types of all components: what each passes to `super`. */
function componentTypes(): readonly string[] {
  const components = sources().filter(({ path }) => /^components\/[a-z-]+\/index\.ts$/.test(path));
  return components.flatMap(({ text }) => [...text.matchAll(/\bsuper\("([\w:]+)"/g)].map(([, type = ""]) => type));
}

const conformance = new URL("../../kit/conformance/", import.meta.url);

const isGroup = (value: unknown): value is Group<{ readonly name: string }> =>
  typeof value === "object" && value !== null && "subject" in value && "behaviours" in value;

describe("what tables are made from", () => {
  for (const cloud of clouds) {
    it(`has every component on ${cloud}: the grants, and what is inert`, async () => {
      const stack = await evaluate(() => deployEverything(cloud));

      const types = componentTypes();
      const deployed = new Set(stack.resources.map(({ type }) => type));
      assert.equal(stack.error, undefined);
      assert.ok(types.length >= 4);
      assert.deepEqual(
        types.filter((type) => !deployed.has(type)),
        // What tables share, where they share something.
        sharedBy[cloud] ? [] : ["fourfold:index:Database"],
      );
    });
  }

  it("has every capability of conformance that there is a folder of", () => {
    const found = readdirSync(conformance, { withFileTypes: true }).filter((entry) => entry.isDirectory());

    assert.deepEqual(
      capabilities.map(({ name }) => name),
      found.map(({ name }) => name).toSorted(),
    );
    // A trigger, or resources of one kind.
    const isKnown = (name: string) => Object.hasOwn(triggers, name) || Object.hasOwn(verbs, name.replace(/s$/, ""));
    assert.deepEqual(
      capabilities.filter(({ name }) => !isKnown(name)).map(({ name }) => name),
      [],
    );
  });

  for (const { name, groups } of capabilities) {
    it(`has every group of behaviours of ${name} that there is a file of`, async () => {
      const folder = new URL(`${name}/behaviours/`, conformance);
      const modules: readonly object[] = await Promise.all(
        readdirSync(folder).map((file) => import(new URL(file, folder).href)),
      );
      const found = modules.flatMap((module) => Object.values(module).filter(isGroup));

      assert.ok(found.length >= 4);
      assert.deepEqual(
        found.filter((group) => !groups.includes(group)).map(({ subject }) => subject),
        [],
      );
    });
  }
});

import assert from "node:assert/strict";
import { RandomPet } from "@pulumi/random";
import { createMemoryCheckpoints, up } from "../../kit/engine/index.ts";
import { FakeCloud } from "./support/fake-cloud.ts";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

const petType = "random:index/randomPet:RandomPet";

/**
 * Runs until the cloud is asked for the first change, or one of this kind, and leaves what a killed run would have left:
 * the checkpoint at that moment, before or after the change has happened.
 */
async function killWhile(
  stack: TestStack,
  when: "before" | "after",
  run: () => Promise<unknown>,
  kind?: "delete",
): Promise<void> {
  const left = Promise.withResolvers<string>();
  stack.cloud[when] = async (method) => {
    if (kind !== undefined && method !== kind) return;
    left.resolve((await stack.checkpoint()) ?? "");
    stack.cloud.before = stack.cloud.after = () => {
      throw new Error("The process is gone.");
    };
    throw new Error("The process is gone.");
  };
  await run();
  stack.cloud.before = stack.cloud.after = () => {};
  await stack.restore(await left.promise);
}

describe("A run after one that was cut off", () => {
  const program = () => void new RandomPet("last", { prefix: new RandomPet("first").id });
  const naming = { [petType]: { naming: "keepers" } };

  it("adopts what was created without an answer", async () => {
    const stack = new TestStack(naming);
    await killWhile(stack, "after", () => stack.up(program));

    const deployed = await stack.up(program);

    assert.deepEqual(errorsOf(deployed), []);
    assert.deepEqual(stack.cloud.changes, ["create first", "create last"]);
    assert.deepEqual(
      [...stack.cloud.resources.keys()],
      [resource(deployed, "first").id, resource(deployed, "last").id],
    );
  });

  it("creates what was not created", async () => {
    const stack = new TestStack(naming);
    await killWhile(stack, "before", () => stack.up(program));

    const deployed = await stack.up(program);

    assert.deepEqual(errorsOf(deployed), []);
    assert.equal(stack.cloud.resources.size, 2);
  });

  it("knows what an update has changed", async () => {
    const stack = new TestStack();
    const pet = (length: number) => () => void new RandomPet("pet", { length });
    await stack.up(pet(1));
    await killWhile(stack, "after", () => stack.up(pet(2)));

    const back = await stack.up(pet(1));

    assert.deepEqual(back.changes, { same: 1, update: 1 });
    assert.equal(stack.cloud.inputsOf(resource(back, "pet").id)?.length, 1);
  });

  it("knows what an update has changed that was a rename as well", async () => {
    const stack = new TestStack();
    const renamed = () => void new RandomPet("new", { length: 2 }, { aliases: [{ name: "old" }] });
    await stack.up(() => void new RandomPet("old", { length: 1 }));
    await killWhile(stack, "after", () => stack.up(renamed));

    const deployed = await stack.up(renamed);

    assert.deepEqual(deployed.changes, { same: 2 });
    assert.deepEqual([...stack.cloud.resources.keys()], [resource(deployed, "new").id]);
  });

  it("forgets what was deleted", async () => {
    const stack = new TestStack();
    await stack.up(program);
    await killWhile(stack, "after", () => stack.destroy());

    const destroyed = await stack.destroy();

    assert.deepEqual(errorsOf(destroyed), []);
    assert.deepEqual(stack.cloud.changes.slice(2), ["delete last", "delete first"]);
    assert.deepEqual(destroyed.resources, []);
  });

  it("deletes what was replaced", async () => {
    const stack = new TestStack({ [petType]: { replaceOn: ["length"] } });
    const pet = (length: number) => () => void new RandomPet("pet", { length });
    const first = await stack.up(pet(1));
    await killWhile(stack, "after", () => stack.up(pet(2)));

    const deployed = await stack.up(pet(2));

    assert.deepEqual(errorsOf(deployed), []);
    assert.deepEqual([...stack.cloud.resources.keys()], [resource(deployed, "pet").id]);
    assert.notEqual(resource(deployed, "pet").id, resource(first, "pet").id);
  });

  for (const when of ["before", "after"] as const) {
    it(`goes on deleting what was replaced, when it was cut off ${when} the deletion`, async () => {
      const stack = new TestStack({ [petType]: { replaceOn: ["length"] } });
      const pet = (length: number) => () => void new RandomPet("pet", { length });
      await stack.up(pet(1));
      await killWhile(stack, when, () => stack.up(pet(2)), "delete");

      const deployed = await stack.up(pet(2));

      assert.deepEqual(errorsOf(deployed), []);
      assert.deepEqual([...stack.cloud.resources.keys()], [resource(deployed, "pet").id]);
      assert.equal(stack.cloud.changes.filter((change) => change === "create pet").length, 2);
    });
  }

  it("says so when a provider cannot tell what became of something", async () => {
    const stack = new TestStack(naming);
    await killWhile(stack, "before", () => stack.up(program));
    const configure = stack.cloud.configure.bind(stack.cloud);
    stack.cloud.configure = async (...given) => {
      const provider = await configure(...given);
      provider.read = () => Promise.reject(new Error("I cannot look."));
      return provider;
    };

    const deployed = await stack.up(program);

    assert.deepEqual(errorsOf(deployed), []);
    const warnings = stack.events.filter((event) => event.type === "diagnostic" && event.severity === "warning");
    assert.match(JSON.stringify(warnings), /interrupted in the create.*I cannot look/);
  });

  it("is refused with a clear error when the checkpoint is damaged", async () => {
    const damaged = await up({
      stack: "dev",
      project: "test",
      program,
      folder: import.meta.dirname,
      providers: new FakeCloud(),
      checkpoints: createMemoryCheckpoints('{"version":1,"resources":[{}]}'),
    });

    assert.match(errorsOf(damaged).join(), /checkpoint: it is damaged.*\[ERR_STORE\]/);
  });
});

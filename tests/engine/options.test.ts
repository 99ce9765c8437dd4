import assert from "node:assert/strict";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import type * as pulumi from "@pulumi/pulumi";
import { RandomPet, type RandomPetArgs } from "@pulumi/random";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

const petType = "random:index/randomPet:RandomPet";

/** A program with one pet. */
function pet(args: RandomPetArgs, options: pulumi.CustomResourceOptions = {}) {
  return () => void new RandomPet("pet", args, options);
}

describe("Resource options", () => {
  // https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/
  describe("ignoreChanges", () => {
    for (const [path, tags] of Object.entries({
      tags: { kept: "old", other: "old" },
      "tags.kept": { kept: "old", other: "new" },
      'tags["kept"]': { kept: "old", other: "new" },
      "tags[*]": { kept: "old", other: "old" },
      "*": { kept: "old", other: "old" },
    })) {
      it(`keeps what ${path} names as it is`, async () => {
        const stack = new TestStack();
        const program = (value: string, ignoreChanges: string[]) => () =>
          void new Bucket("logs", { tags: { kept: value, other: value } }, { ignoreChanges });
        await stack.up(program("old", []));

        const deployed = await stack.up(program("new", [path]));

        assert.deepEqual(resource(deployed, "logs").inputs.tags, tags);
      });
    }

    it("reaches into lists", async () => {
      const stack = new TestStack();
      const program = (value: string, ignoreChanges: string[]) => () => {
        const rule = (id: string) => ({ id, enabled: true, prefix: value });
        return void new Bucket("logs", { lifecycleRules: [rule("a"), rule("b")] }, { ignoreChanges });
      };
      await stack.up(program("old", []));

      const deployed = await stack.up(program("new", ["lifecycleRules[0].prefix"]));

      assert.deepEqual(resource(deployed, "logs").inputs.lifecycleRules, [
        { id: "a", enabled: true, prefix: "old" },
        { id: "b", enabled: true, prefix: "new" },
      ]);
    });
  });

  // https://www.pulumi.com/docs/iac/concepts/options/replaceonchanges/
  for (const [path, replaced] of Object.entries({ length: true, "*": true, separator: false })) {
    it(`replaceOnChanges: "${path}" ${replaced ? "replaces" : "does not replace"} when the length changes`, async () => {
      const stack = new TestStack();
      await stack.up(pet({ length: 1 }));

      const deployed = await stack.up(pet({ length: 2 }, { replaceOnChanges: [path] }));

      assert.deepEqual(deployed.changes, replaced ? { same: 1, replace: 1 } : { same: 1, update: 1 });
    });
  }

  // https://www.pulumi.com/docs/iac/concepts/options/deletebeforereplace/
  describe("deleteBeforeReplace", () => {
    it("deletes the old one first", async () => {
      const stack = new TestStack({ [petType]: { replaceOn: ["length"] } });
      await stack.up(pet({ length: 1 }));

      const deployed = await stack.up(pet({ length: 2 }, { deleteBeforeReplace: true }));

      assert.deepEqual(stack.cloud.changes, ["create pet", "delete pet", "create pet"]);
      assert.deepEqual(deployed.changes, { same: 1, replace: 1 });
    });

    it("is what a provider asks for, unless the program says otherwise", async () => {
      const types = { [petType]: { replaceOn: ["length"], deleteBeforeReplace: true } };
      const asked = new TestStack(types);
      const refused = new TestStack(types);
      for (const stack of [asked, refused]) await stack.up(pet({ length: 1 }));

      await asked.up(pet({ length: 2 }));
      await refused.up(pet({ length: 2 }, { deleteBeforeReplace: false }));

      assert.deepEqual(asked.cloud.changes, ["create pet", "delete pet", "create pet"]);
      assert.deepEqual(refused.cloud.changes, ["create pet", "create pet", "delete pet"]);
    });

    it("takes along what would have to be replaced too, dependents first, and nothing else", async () => {
      const stack = new TestStack({ [petType]: { replaceOn: ["length", "prefix"] } });
      const program = (length: number) => () => {
        const root = new RandomPet("root", { length }, { deleteBeforeReplace: true });
        const child = new RandomPet("child", { prefix: root.id });
        new RandomPet("grandchild", { prefix: child.id });
        new RandomPet("updated", { separator: root.id });
        new RandomPet("ordered", {}, { dependsOn: [root] });
      };
      await stack.up(program(1));

      const deployed = await stack.up(program(2));

      assert.deepEqual(errorsOf(deployed), []);
      assert.deepEqual(deployed.changes, { same: 2, replace: 3, update: 1 });
      const changes = stack.cloud.changes.slice(5);
      assert.deepEqual(changes.slice(0, 4), ["delete grandchild", "delete child", "delete root", "create root"]);
      assert.deepEqual(changes.slice(4).toSorted(), ["create child", "create grandchild", "update updated"]);
    });
  });

  // https://www.pulumi.com/docs/iac/concepts/options/protect/
  describe("protect", () => {
    const types = { [petType]: { replaceOn: ["length"] } };

    it("refuses to delete, and deletes nothing else then", async () => {
      const stack = new TestStack();
      await stack.up(() => {
        new RandomPet("pet", {}, { protect: true });
        new RandomPet("other");
      });

      const failed = await stack.up(() => undefined);
      const destroyed = await stack.destroy();

      for (const run of [failed, destroyed])
        assert.match(errorsOf(run).join(), /::pet" cannot be deleted\nbecause it is protected/);
      assert.deepEqual(stack.cloud.changes.toSorted(), ["create other", "create pet"]);
    });

    it("refuses to replace", async () => {
      const stack = new TestStack(types);
      await stack.up(pet({ length: 1 }, { protect: true }));

      const failed = await stack.up(pet({ length: 2 }, { protect: true }));

      assert.match(errorsOf(failed).join(), /unable to replace resource .*protection/s);
      assert.deepEqual(stack.cloud.changes, ["create pet"]);
    });

    it("refuses to be taken along by a resource that is deleted before it is replaced", async () => {
      const stack = new TestStack({ [petType]: { replaceOn: ["length", "prefix"] } });
      const program = (length: number) => () => {
        const root = new RandomPet("root", { length }, { deleteBeforeReplace: true });
        new RandomPet("child", { prefix: root.id }, { protect: true });
      };
      await stack.up(program(1));

      const failed = await stack.up(program(2));

      assert.match(errorsOf(failed).join(), /unable to replace resource ".*::child" as part of replacing ".*::root"/);
      assert.deepEqual(stack.cloud.changes, ["create root", "create child"]);
    });

    it("can be taken away in the run that replaces", async () => {
      const stack = new TestStack(types);
      await stack.up(pet({ length: 1 }, { protect: true }));

      const deployed = await stack.up(pet({ length: 2 }));

      assert.deepEqual(errorsOf(deployed), []);
      assert.deepEqual(stack.cloud.changes, ["create pet", "create pet", "delete pet"]);
    });
  });

  // https://www.pulumi.com/docs/iac/concepts/options/retainondelete/
  it("retainOnDelete forgets instead of deleting", async () => {
    const stack = new TestStack();
    await stack.up(pet({}, { retainOnDelete: true }));

    const deployed = await stack.up(() => undefined);

    assert.deepEqual(stack.cloud.changes, ["create pet"]);
    assert.deepEqual(deployed.changes, { same: 1, delete: 1 });
  });

  // https://www.pulumi.com/docs/iac/concepts/options/deletedwith/
  it("deletedWith leaves the deletion to that of another resource", async () => {
    const stack = new TestStack();
    const program = (withContent: boolean) => () => {
      const container = new RandomPet("container");
      if (withContent) new RandomPet("content", {}, { deletedWith: container });
    };
    await stack.up(program(true));
    await stack.up(program(false));
    await stack.up(program(true));

    await stack.destroy();

    assert.deepEqual(stack.cloud.changes.slice(2), ["delete content", "create content", "delete container"]);
  });
});

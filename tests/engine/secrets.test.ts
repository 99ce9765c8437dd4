import assert from "node:assert/strict";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword, RandomPet } from "@pulumi/random";
import { isSecret, unwrapSecret } from "../../kit/engine/index.ts";
import { resource, TestStack } from "./support/stack.ts";

describe("Secrets", () => {
  it("reach the provider open, and stay marked in inputs, outputs and what is made of them", async () => {
    const stack = new TestStack();

    const deployed = await stack.up(() => {
      const first = new RandomPet("first", { prefix: pulumi.secret("hidden"), length: 2 });
      const second = new RandomPet("second", { prefix: first.prefix.apply((prefix) => `${prefix}!`) });
      return { prefix: second.prefix, length: first.length };
    });

    assert.equal(stack.cloud.inputsOf("first-id-1")?.prefix, "hidden");
    const { inputs, outputs } = resource(deployed, "first");
    assert.ok(isSecret(inputs.prefix) && isSecret(outputs.prefix));
    assert.ok(!isSecret(outputs.length));
    assert.ok(isSecret(deployed.outputs.prefix));
    assert.equal(unwrapSecret(deployed.outputs.prefix), "hidden!");
    assert.equal(deployed.outputs.length, 2);
  });

  it("are marked where they are: in an object, not around it", async () => {
    const deployed = await new TestStack().up(
      () => void new Bucket("logs", { tags: { open: "a", hidden: pulumi.secret("b") } }),
    );

    const { tags } = resource(deployed, "logs").outputs;
    assert.ok(typeof tags === "object" && tags !== null && "open" in tags && "hidden" in tags);
    assert.equal(tags.open, "a");
    assert.ok(isSecret(tags.hidden));
  });

  // RandomPassword declares `result` and `bcryptHash` as secret: https://www.pulumi.com/registry/packages/random/api-docs/randompassword/
  it("are outputs that a resource's class or options name", async () => {
    const outputs = () => ({ result: "pw", bcryptHash: "hash" });
    const stack = new TestStack({ "random:index/randomPassword:RandomPassword": { outputs } });

    const deployed = await stack.up(() => {
      const password = new RandomPassword("password", { length: 8 });
      const pet = new RandomPet("pet", { length: 2 }, { additionalSecretOutputs: ["length"] });
      return { result: password.result, length: pet.length };
    });

    assert.ok(isSecret(deployed.outputs.result) && isSecret(deployed.outputs.length));
  });

  it("come from the configuration", async () => {
    const deployed = await new TestStack().up(
      () => {
        const config = new pulumi.Config("app");
        return {
          key: config.requireSecret("key"),
          limits: config.requireSecretObject("limits"),
          name: config.require("name"),
        };
      },
      {
        config: { "app:key": "k", "app:limits": '{"a":1}', "app:name": "n" },
        secretKeys: ["app:key", "app:limits"],
      },
    );

    assert.ok(isSecret(deployed.outputs.key) && isSecret(deployed.outputs.limits));
    assert.deepEqual(unwrapSecret(deployed.outputs), { key: "k", limits: { a: 1 }, name: "n" });
  });

  it("do not make an update when only their marking changes, and are marked from then on", async () => {
    const stack = new TestStack();
    await stack.up(() => ({ prefix: new RandomPet("pet", { prefix: "p" }).prefix }));

    const marked = await stack.up(() => ({ prefix: new RandomPet("pet", { prefix: pulumi.secret("p") }).prefix }));

    assert.deepEqual(marked.changes, { same: 2 });
    assert.ok(isSecret(marked.outputs.prefix));
  });
});

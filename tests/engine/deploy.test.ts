import assert from "node:assert/strict";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPet } from "@pulumi/random";
import { unknownValue } from "../../kit/engine/index.ts";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

const bucketType = "aws:s3/bucket:Bucket";

describe("A deployment in memory", () => {
  it("creates what the program wants, gives it what the provider answers, and keeps the outputs", async () => {
    const stack = new TestStack({
      [bucketType]: { naming: "bucket", outputs: (_, id) => ({ arn: `arn:aws:s3:::${id}` }) },
    });

    const deployed = await stack.up(() => {
      const bucket = new Bucket("logs");
      const policy = new BucketPolicy("policy", {
        bucket: bucket.bucket,
        policy: pulumi.jsonStringify({ on: bucket.arn }),
      });
      return { arn: bucket.arn, policy: policy.policy };
    });

    assert.deepEqual(errorsOf(deployed), []);
    const { id, inputs } = resource(deployed, "logs");
    assert.deepEqual(deployed.outputs, { arn: `arn:aws:s3:::${id}`, policy: `{"on":"arn:aws:s3:::${id}"}` });
    assert.deepEqual(stack.cloud.inputsOf(resource(deployed, "policy").id)?.bucket, inputs.bucket);
    // The stack, the bucket and its policy: default providers are not counted.
    assert.deepEqual(deployed.changes, { create: 3 });
  });

  it("leaves alone what has not changed", async () => {
    const stack = new TestStack({ [bucketType]: { naming: "bucket" } });
    const program = () => void new Bucket("logs", { tags: { a: "1" } });
    const first = await stack.up(program);

    const second = await stack.up(program);

    assert.deepEqual(second.changes, { same: 2 });
    assert.deepEqual(stack.cloud.changes, ["create logs"]);
    assert.equal(resource(second, "logs").inputs.bucket, resource(first, "logs").inputs.bucket);
  });

  it("updates in place, replaces with a new name, and deletes the old one last", async () => {
    const stack = new TestStack({ [bucketType]: { naming: "bucket", replaceOn: ["forceDestroy"] } });
    const program = (forceDestroy: boolean, team: string) => () => {
      const bucket = new Bucket("logs", { forceDestroy, tags: { team } });
      new BucketPolicy("policy", { bucket: bucket.bucket, policy: "{}" });
    };
    const first = await stack.up(program(false, "a"));

    const updated = await stack.up(program(false, "b"));
    const replaced = await stack.up(program(true, "b"));

    assert.deepEqual(updated.changes, { same: 2, update: 1 });
    assert.deepEqual(replaced.changes, { same: 1, replace: 1, update: 1 });
    assert.deepEqual(stack.cloud.changes.slice(2), ["update logs", "create logs", "update policy", "delete logs"]);
    assert.notEqual(resource(replaced, "logs").inputs.bucket, resource(first, "logs").inputs.bucket);
  });

  it("deletes what the program no longer wants, dependents first", async () => {
    const stack = new TestStack();
    const chain = () => {
      const one = new RandomPet("one");
      const two = new RandomPet("two", { prefix: one.id });
      new RandomPet("three", { prefix: two.id });
    };
    await stack.up(chain);

    const deployed = await stack.up(() => undefined);

    assert.deepEqual(stack.cloud.changes.slice(3), ["delete three", "delete two", "delete one"]);
    // The stack stays, and so does nothing else: not even the default provider.
    assert.deepEqual(
      deployed.resources.map(({ type }) => type),
      ["pulumi:pulumi:Stack"],
    );
  });

  it("destroys everything without running the program", async () => {
    const stack = new TestStack();
    await stack.up(() => void new RandomPet("last", { prefix: new RandomPet("first").id }));

    const destroyed = await stack.destroy();

    assert.deepEqual(errorsOf(destroyed), []);
    assert.deepEqual(destroyed.resources, []);
    assert.deepEqual(stack.cloud.changes.slice(2), ["delete last", "delete first"]);
  });

  it("does nothing in a preview, and knows what it cannot know", async () => {
    const stack = new TestStack();
    const seen: unknown[] = [];

    const previewed = await stack.preview(() => {
      const pet = new RandomPet("pet", { length: 2 });
      const dependent = new RandomPet("dependent", { prefix: pet.id });
      pet.id.apply((id) => seen.push(id));
      pet.length.apply((length) => seen.push(length));
      return { id: pet.id, length: pet.length, prefix: dependent.prefix };
    });

    assert.deepEqual(previewed.outputs, { id: unknownValue, length: 2, prefix: unknownValue });
    assert.deepEqual(seen, [2]);
    assert.deepEqual(previewed.changes, { create: 3 });
    assert.deepEqual(stack.cloud.changes, []);
    assert.equal(await stack.checkpoint(), undefined);
  });

  it("tells in a preview what would be updated, replaced and deleted", async () => {
    const stack = new TestStack({ "random:index/randomPet:RandomPet": { replaceOn: ["separator"] } });
    await stack.up(() => {
      for (const name of ["same", "updated", "replaced", "deleted"]) new RandomPet(name);
    });
    const before = await stack.checkpoint();

    const previewed = await stack.preview(() => {
      new RandomPet("same");
      new RandomPet("updated", { length: 3 });
      new RandomPet("replaced", { separator: "_" });
    });

    assert.deepEqual(previewed.changes, { same: 2, update: 1, replace: 1, delete: 1 });
    assert.equal(stack.cloud.changes.length, 4);
    assert.equal(await stack.checkpoint(), before);
  });

  it("stops at a refusal, keeps what is done, and goes on from there", async () => {
    const stack = new TestStack();
    const program = () => {
      const first = new RandomPet("first");
      const refused = new RandomPet("refused", { prefix: first.id });
      new RandomPet("never", { prefix: refused.id });
    };
    stack.cloud.before = (_, name) => {
      if (name === "refused") throw new Error("AccessDenied: you may not.");
    };

    const failed = await stack.up(program);
    stack.cloud.before = () => {};
    const repaired = await stack.up(program);

    assert.deepEqual(
      failed.errors.map(({ message, urn }) => [message, urn]),
      [["AccessDenied: you may not.", "urn:pulumi:dev::test::random:index/randomPet:RandomPet::refused"]],
    );
    assert.deepEqual(errorsOf(repaired), []);
    assert.deepEqual(stack.cloud.changes, ["create first", "create refused", "create refused", "create never"]);
  });

  it("deletes nothing after a failure, as nobody knows what the program would still have wanted", async () => {
    const stack = new TestStack();
    await stack.up(() => void new RandomPet("kept"));

    const failed = await stack.up(() => {
      throw new Error("before anything");
    });

    assert.equal(failed.errors.length, 1);
    assert.deepEqual(stack.cloud.changes, ["create kept"]);
  });

  it("tells every reason for which a provider refuses inputs", async () => {
    const failures = () => [
      { property: "length", reason: "must be positive" },
      { property: "", reason: "is not wanted" },
    ];
    const stack = new TestStack({ "random:index/randomPet:RandomPet": { failures } });

    const failed = await stack.up(() => void new RandomPet("pet", { length: -1 }));

    assert.deepEqual(errorsOf(failed), [
      "random:index/randomPet:RandomPet resource 'pet': property length has a problem: must be positive",
      "random:index/randomPet:RandomPet resource 'pet': has a problem: is not wanted",
    ]);
  });

  it("reads what exists without it, and never deletes that", async () => {
    const stack = new TestStack({ [bucketType]: { outputs: (_, id) => ({ arn: `arn:aws:s3:::${id}` }) } });
    stack.cloud.resources.set("theirs", { type: bucketType, id: "theirs", inputs: { bucket: "theirs" } });

    const deployed = await stack.up(() => ({ arn: Bucket.get("found", "theirs").arn }));
    const destroyed = await stack.destroy();

    assert.deepEqual(deployed.outputs, { arn: "arn:aws:s3:::theirs" });
    assert.deepEqual(deployed.changes, { create: 1, read: 1 });
    assert.deepEqual(destroyed.changes, { discard: 1, delete: 1 });
    assert.ok(stack.cloud.resources.has("theirs"));
  });

  it("refuses to read what does not exist", async () => {
    const failed = await new TestStack().up(() => void Bucket.get("found", "nothing"));

    assert.deepEqual(errorsOf(failed), ["resource 'nothing' does not exist"]);
  });

  it("leaves imports to the real engine, and says so", async () => {
    const imported = await new TestStack().up(() => void new RandomPet("pet", {}, { import: "some-id" }));

    assert.match(errorsOf(imported).join(), /`import` adopts "some-id".*fourfold pulumi up/);
  });

  it("tells its progress in the words of Pulumi's engine events", async () => {
    const stack = new TestStack();

    await stack.up(() => void new RandomPet("pet"));

    const told = stack.events.map((event) => {
      if (event.type === "resourcePre" || event.type === "resOutputs")
        return `${event.type} ${event.step.op} ${event.step.type}`;
      return event.type === "summary" ? `summary ${event.result}` : event.type;
    });
    assert.deepEqual(told, [
      "prelude",
      "resourcePre create pulumi:pulumi:Stack",
      "resOutputs create pulumi:pulumi:Stack",
      "resourcePre create random:index/randomPet:RandomPet",
      "resOutputs create random:index/randomPet:RandomPet",
      "summary succeeded",
    ]);
  });

  it("ends early when it is cancelled, and notes what it was doing", async () => {
    const stack = new TestStack();
    const cancel = new AbortController();
    stack.cloud.before = async () => {
      cancel.abort();
      await new Promise((resolve) => setTimeout(resolve, 20));
    };

    const cancelled = await stack.up(() => void new RandomPet("second", { prefix: new RandomPet("first").id }), {
      signal: cancel.signal,
    });

    assert.deepEqual(stack.cloud.changes, ["create first"]);
    assert.equal(resource(cancelled, "first").id, "first-id-1");
    assert.equal(cancelled.errors.length, 1);
  });
});
